package dev.sallyport.internal.config;

import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.Settings;
import dev.sallyport.key.AccountIdFormat;
import dev.sallyport.token.Argon2Profile;
import dev.sallyport.token.TokenFormat;
import java.time.Duration;
import java.util.List;

/** Settings of the core. */
public final class CoreSettings {
  /** Name of the {@code BackendProvider}. */
  public static final Setting<String> STORE =
      Setting.text(
          "store",
          "the name of a store on the class path: jdbc, jpa or memory",
          "Where keys are stored: `jdbc` (requires `sallyport-jdbc`) or `jpa` (requires"
              + " `sallyport-jpa`) in a database, `memory` until the application ends. Unset: the"
              + " store whose module is on the class path.");

  /** Class of the host's {@code OwnerDirectory}. */
  public static final Setting<String> OWNER_DIRECTORY =
      Setting.text(
          "owner-directory",
          "the name of a class with a public constructor without parameters that implements"
              + " dev.sallyport.spi.OwnerDirectory",
          "Class of the host's `OwnerDirectory`. Unset: Sallyport keeps accounts and users in its"
              + " store.");

  /** Form of the ids of new accounts. */
  public static final Setting<AccountIdFormat> ACCOUNT_ID_FORMAT =
      Setting.choice(
          "account-id-format",
          AccountIdFormat.ANY_NAME,
          ServiceProviders.accountIdFormats(),
          "Form that the ids of new accounts must have: `any`, or the name of a format on the class"
              + " path, such as `smarter` of `sallyport-knox`, `####-####-####`.");

  /** The formats by name: the first is issued, all are accepted. */
  public static final Setting<List<String>> TOKEN_FORMATS =
      Setting.choices(
          "token-formats",
          TokenFormatLoader.SALLYPORT,
          TokenFormatLoader.names(),
          "names of token formats on the class path, that of new tokens first: "
              + String.join(", ", TokenFormatLoader.names()),
          "Token formats that are accepted; the first is that of new tokens.");

  /** Prefix of new tokens. */
  public static final Setting<String> TOKEN_PREFIX =
      Setting.of(
          "token-prefix",
          TokenFormat.DEFAULT_PREFIX,
          "1 to 10 of a-z and 0-9, optionally followed by _live or _test",
          "Prefix of new tokens of the format `sallyport`. Tokens with other prefixes stay valid.",
          text -> {
            TokenFormat.sallyport(text);
            return text;
          });

  /** Digest algorithm. */
  public static final Setting<DigestKind> DIGEST =
      Setting.choice(
          "digest",
          DigestKind.ARGON2ID,
          "Algorithm of new digests. Keys with another kind are re-hashed at their next use.");

  /** Memory of Argon2id. */
  public static final Setting<Integer> ARGON2_MEMORY_KIB =
      Setting.number(
          "argon2-memory-kib",
          Argon2Profile.TOKEN.memoryKib(),
          32,
          Argon2Profile.MAX_MEMORY_KIB,
          "Memory of one Argon2id computation, in KiB.");

  /** Passes of Argon2id. */
  public static final Setting<Integer> ARGON2_ITERATIONS =
      Setting.number(
          "argon2-iterations",
          Argon2Profile.TOKEN.iterations(),
          1,
          Argon2Profile.MAX_ITERATIONS,
          "Number of passes of one Argon2id computation over its memory.");

  /** Lanes of Argon2id. */
  public static final Setting<Integer> ARGON2_PARALLELISM =
      Setting.number(
          "argon2-parallelism",
          Argon2Profile.TOKEN.parallelism(),
          1,
          Argon2Profile.MAX_PARALLELISM,
          "Number of lanes of one Argon2id computation.");

  /** Maximum number of concurrent digest computations. */
  public static final Setting<Integer> DIGEST_PERMITS =
      Setting.number(
          "digest-permits",
          0,
          0,
          1024,
          "Maximum number of concurrent digest computations. Multiplied by `argon2-memory-kib`, it"
              + " is the maximum memory of Argon2id. 0 (default): half the available processors, at"
              + " most 8; the others remain for requests with verified tokens.");

  /** Maximum number of further requests with unverified tokens. */
  public static final Setting<Integer> DIGEST_QUEUE =
      Setting.number(
          "digest-queue",
          1000,
          0,
          1_000_000,
          "Maximum number of requests with unverified tokens in progress, beyond `digest-permits`."
              + " Further ones get 503 immediately. While most tokens turn out to be invalid, the"
              + " total falls to 4, or to `digest-permits` if that is more.");

  /** Maximum time that a request waits for a permit. */
  public static final Setting<Duration> DIGEST_WAIT =
      Setting.duration(
          "digest-wait", "2s", "How long a request waits for a permit before it gets 503.");

  /** Maximum age of the cached state of a key. */
  public static final Setting<Duration> MAX_STALENESS =
      Setting.duration(
          "max-staleness",
          "2s",
          "How long the state of a key may be cached, which is the maximum delay of changes by"
              + " other nodes. 0: it is read at every request.");

  /** Maximum age of the cached state of a key while the store is unavailable. */
  public static final Setting<Duration> STALE_IF_UNAVAILABLE =
      Setting.duration(
          "stale-if-unavailable",
          "5m",
          "How long verified keys keep working while the store is unavailable. 0: not at all.");

  /** Maximum number of cached verified tokens. */
  public static final Setting<Integer> VERIFIED_TOKENS =
      Setting.number(
          "verified-tokens",
          100_000,
          0,
          100_000_000,
          "Maximum number of cached verified tokens. 0: every request is verified anew.");

  /** Interval of storing last uses. */
  public static final Setting<Duration> LAST_USED_INTERVAL =
      Setting.duration(
          "last-used-interval",
          "60s",
          Duration.ofMillis(100),
          "How often last uses are written to the store.");

  /** Retention of request counts; zero disables counting. */
  public static final Setting<Duration> USAGE_RETENTION =
      Setting.duration(
          "usage-retention",
          "90d",
          "How long hourly request counts per key, with the reasons of denials, are kept. 0: no"
              + " counting; earlier counts are removed.");

  /** Timeout of store calls. */
  public static final Setting<Duration> STORE_TIMEOUT =
      Setting.duration(
          "store-timeout",
          "1s",
          Duration.ofMillis(1),
          "Timeout of store calls. After three consecutive timeouts, calls fail immediately until"
              + " the store responds again.");

  /** Name of the {@code ClusterProvider}. */
  public static final Setting<String> CLUSTER =
      Setting.text(
          "cluster",
          "the name of a cluster on the class path: redis",
          "Connection between the nodes of an application, in addition to the store. `redis`"
              + " (requires `sallyport-redis`) propagates changes immediately and counts"
              + " `rate-limits` for all nodes together. Unset: each node counts separately, and"
              + " changes by other nodes apply within `max-staleness`.");

  /** Kinds of {@link #DIGEST}. */
  public enum DigestKind {
    ARGON2ID,
    SHA512
  }

  private CoreSettings() {}

  /** Returns all settings, in the order of their documentation. */
  public static List<Setting<?>> all() {
    return List.of(
        STORE,
        OWNER_DIRECTORY,
        ACCOUNT_ID_FORMAT,
        TOKEN_FORMATS,
        TOKEN_PREFIX,
        DIGEST,
        ARGON2_MEMORY_KIB,
        ARGON2_ITERATIONS,
        ARGON2_PARALLELISM,
        DIGEST_PERMITS,
        DIGEST_QUEUE,
        DIGEST_WAIT,
        MAX_STALENESS,
        STORE_TIMEOUT,
        STALE_IF_UNAVAILABLE,
        VERIFIED_TOKENS,
        LAST_USED_INTERVAL,
        USAGE_RETENTION,
        CLUSTER);
  }

  /**
   * Validates combinations of settings.
   *
   * @throws SettingException if a setting has no effect in combination with the others
   */
  public static void validate(Settings settings) {
    TokenFormatLoader.validate(settings);
    if (settings.get(DIGEST) == DigestKind.SHA512) {
      settings.requireUnset(
          List.of(ARGON2_MEMORY_KIB, ARGON2_ITERATIONS, ARGON2_PARALLELISM),
          "beside " + settings.describe(DIGEST) + "=sha512");
    }
    if (settings.get(DIGEST_QUEUE) == 0) {
      settings.requireUnset(List.of(DIGEST_WAIT), "because no request waits with digest-queue=0");
    }
    Duration stale = settings.get(STALE_IF_UNAVAILABLE);
    if (!stale.isZero() && stale.compareTo(settings.get(MAX_STALENESS)) <= 0) {
      settings.requireUnset(
          List.of(STALE_IF_UNAVAILABLE),
          "unless it is longer than "
              + settings.describe(MAX_STALENESS)
              + ": increase it, or set it to 0");
    }
  }
}
