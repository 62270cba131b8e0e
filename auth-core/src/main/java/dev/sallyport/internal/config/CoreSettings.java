package dev.sallyport.internal.config;

import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.Settings;
import dev.sallyport.token.Argon2Profile;
import dev.sallyport.token.TokenFormat;
import java.time.Duration;
import java.util.List;

/** The settings of auth-core itself. */
public final class CoreSettings {
  /** Which {@code BackendProvider} keeps the keys. */
  public static final Setting<String> STORE =
      Setting.of(
          "store",
          "jpa",
          "the name of a store on the class path: jpa or memory",
          "Where keys are kept: `jpa` in a database (needs `auth-jpa`), `memory` until the"
              + " application ends.",
          text -> text);

  /** A host's own {@code OwnerDirectory}. */
  public static final Setting<String> OWNER_DIRECTORY =
      Setting.text(
          "owner-directory",
          "the name of a class with a public constructor without parameters that implements"
              + " dev.sallyport.spi.OwnerDirectory",
          "Class of the host's own `OwnerDirectory`; unset, Sallyport keeps accounts and users in"
              + " its store.");

  /** The formats by name: the first is issued, all are accepted. */
  public static final Setting<List<String>> TOKEN_FORMATS =
      Setting.choices(
          "token-formats",
          TokenFormatLoader.SALLYPORT,
          TokenFormatLoader.names(),
          "names of token formats on the class path, that of new tokens first: "
              + String.join(", ", TokenFormatLoader.names()),
          "Token formats that are accepted; the first is that of new tokens.");

  /** What new Sallyport tokens start with. */
  public static final Setting<String> TOKEN_PREFIX =
      Setting.of(
          "token-prefix",
          TokenFormat.DEFAULT_PREFIX,
          "1 to 10 of a-z and 0-9, with _live or _test behind if wanted",
          "What new tokens of the format `sallyport` start with; older tokens stay valid.",
          text -> {
            TokenFormat.sallyport(text);
            return text;
          });

  /** What is stored of a token. */
  public static final Setting<DigestKind> DIGEST =
      Setting.choice(
          "digest",
          DigestKind.ARGON2ID,
          "How new digests are made; keys with another kind are re-hashed when next used.");

  public static final Setting<Integer> ARGON2_MEMORY_KIB =
      Setting.number(
          "argon2-memory-kib",
          Argon2Profile.TOKEN.memoryKib(),
          32,
          Argon2Profile.MAX_MEMORY_KIB,
          "Memory of one Argon2id computation, in KiB.");

  public static final Setting<Integer> ARGON2_ITERATIONS =
      Setting.number(
          "argon2-iterations",
          Argon2Profile.TOKEN.iterations(),
          1,
          Argon2Profile.MAX_ITERATIONS,
          "Passes of one Argon2id computation over its memory.");

  public static final Setting<Integer> ARGON2_PARALLELISM =
      Setting.number(
          "argon2-parallelism",
          Argon2Profile.TOKEN.parallelism(),
          1,
          Argon2Profile.MAX_PARALLELISM,
          "Lanes of one Argon2id computation.");

  public static final Setting<Integer> DIGEST_PERMITS =
      Setting.number(
          "digest-permits",
          0,
          0,
          1024,
          "Digests computed at once when tokens are proven; times `argon2-memory-kib` it is the"
              + " memory Argon2id may take. 0 is one for every two processors, up to 8, which"
              + " leaves the others to requests whose tokens are proven.");

  public static final Setting<Integer> DIGEST_QUEUE =
      Setting.number(
          "digest-queue",
          1000,
          0,
          1_000_000,
          "How many requests with tokens that are not verified may be at work beyond digest-permits,"
              + " as long as most turn out good; one more is answered 503 at once. While most turn"
              + " out bad, down to 4 in all may be at work, or as many as digest-permits.");

  public static final Setting<Duration> DIGEST_WAIT =
      Setting.duration(
          "digest-wait", "2s", "How long a request waits for a permit before it is answered 503.");

  public static final Setting<Duration> MAX_STALENESS =
      Setting.duration(
          "max-staleness",
          "2s",
          "How long a key's state may be used without reading it again, which bounds how late"
              + " changes by other nodes are seen; 0 reads at every request.");

  public static final Setting<Duration> STALE_IF_UNAVAILABLE =
      Setting.duration(
          "stale-if-unavailable",
          "5m",
          "How long proven keys keep working while the store cannot be asked; 0 is never.");

  public static final Setting<Integer> VERIFIED_TOKENS =
      Setting.number(
          "verified-tokens",
          100_000,
          0,
          100_000_000,
          "How many proven tokens are remembered; 0 proves every request anew.");

  public static final Setting<Duration> LAST_USED_INTERVAL =
      Setting.duration(
          "last-used-interval",
          "60s",
          Duration.ofMillis(100),
          "How often last uses are written to the store.");

  /** How long counts of requests are kept; zero counts nothing. */
  public static final Setting<Duration> USAGE_RETENTION =
      Setting.duration(
          "usage-retention",
          "90d",
          "How long it is kept how many requests each key made in each hour, and how many were"
              + " refused and why; 0 counts nothing.");

  /** How long anybody waits for the store. */
  public static final Setting<Duration> STORE_TIMEOUT =
      Setting.duration(
          "store-timeout",
          "1s",
          Duration.ofMillis(1),
          "How long a request waits for the store before it counts as unavailable; while it hangs,"
              + " all but the first three do not wait at all.");

  /** Which {@code ClusterProvider} joins this node to others. */
  public static final Setting<String> CLUSTER =
      Setting.text(
          "cluster",
          "the name of a kind of cluster on the class path: redis",
          "What the nodes of an application share beside the store: `redis` makes changes seen at"
              + " once by all and counts `rate-limits` for all together (needs `auth-redis`);"
              + " unset, each node counts for itself, and changes by others are seen within"
              + " `max-staleness`.");

  /** The kinds of {@link #DIGEST}. */
  public enum DigestKind {
    ARGON2ID,
    SHA512
  }

  private CoreSettings() {}

  /** All of them, in the order in which to explain them. */
  public static List<Setting<?>> all() {
    return List.of(
        STORE,
        OWNER_DIRECTORY,
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
   * Checks what no setting can tell alone.
   *
   * @throws SettingException if one has no effect beside the others
   */
  public static void requireSense(Settings settings) {
    TokenFormatLoader.requireSense(settings);
    if (settings.get(DIGEST) == DigestKind.SHA512) {
      settings.requireUnset(
          List.of(ARGON2_MEMORY_KIB, ARGON2_ITERATIONS, ARGON2_PARALLELISM),
          "beside " + settings.describe(DIGEST) + "=sha512");
    }
    if (settings.get(DIGEST_QUEUE) == 0) {
      settings.requireUnset(List.of(DIGEST_WAIT), "because nobody waits with digest-queue=0");
    }
    Duration stale = settings.get(STALE_IF_UNAVAILABLE);
    if (!stale.isZero() && stale.compareTo(settings.get(MAX_STALENESS)) <= 0) {
      settings.requireUnset(
          List.of(STALE_IF_UNAVAILABLE),
          "unless it is longer than " + settings.describe(MAX_STALENESS) + ": give more, or 0");
    }
  }
}
