package dev.sallyport.internal.config;

import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.Settings;
import dev.sallyport.management.KeyLimit;
import dev.sallyport.management.MaxLifetime;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The settings of a key's life: how long it lasts, how many there may be, who is told. */
public final class KeyLifecycleSettings {
  private static final Logger log = LoggerFactory.getLogger(KeyLifecycleSettings.class);

  /** How long new keys live; zero is for ever. */
  public static final Setting<Duration> TOKEN_TTL =
      Setting.duration(
          "token-ttl",
          "0",
          "How long new keys live unless their maker says otherwise; 0 is for ever.");

  /** Whether a use renews a key that has a ttl. */
  public static final Setting<Boolean> AUTO_REFRESH =
      Setting.flag(
          "auto-refresh",
          false,
          "Whether using a key that was made with a ttl moves its end to that long from then.");

  /** The longest life that renewal gives; zero is without bound. */
  public static final Setting<Duration> AUTO_REFRESH_MAX_TTL =
      Setting.duration(
          "auto-refresh-max-ttl",
          "0",
          "The longest time from a key's making to an end that `auto-refresh` gives it; 0 is"
              + " without bound.");

  /** By how much an end must become later to be moved. */
  public static final Setting<Duration> MIN_REFRESH_INTERVAL =
      Setting.duration(
          "min-refresh-interval",
          "60s",
          Duration.ofSeconds(1),
          "`auto-refresh` moves an end only if it becomes later by more than this, which bounds"
              + " how often it writes.");

  /** How old keys should become at most, in days; zero is without bound. */
  public static final Setting<Integer> MAX_LIFETIME_DAYS =
      Setting.number(
          "max-lifetime-days",
          1095,
          0,
          36_500,
          "How many days old a key should become at most, whatever its end; 0 is without bound.");

  /** What becomes of older keys. */
  public static final Setting<MaxLifetime.Policy> LIFETIME_POLICY =
      Setting.choice(
          "lifetime-policy",
          MaxLifetime.Policy.WARN,
          "What becomes of requests with a key older than `max-lifetime-days`: `warn` lets them in"
              + " and writes to the log, once per key and day; `deny` refuses them.");

  /** How many keys an owner may have; zero is without bound. */
  public static final Setting<Integer> TOKEN_LIMIT_PER_USER =
      Setting.number(
          "token-limit-per-user",
          0,
          0,
          10_000,
          "How many keys that are not over a user may have; 0 is without bound.");

  /** What becomes of the wish for one more. */
  public static final Setting<KeyLimit.Policy> TOKEN_LIMIT_POLICY =
      Setting.choice(
          "token-limit-policy",
          KeyLimit.Policy.DENY,
          "What becomes of the wish for one key more than `token-limit-per-user`: `deny`, or"
              + " `evict-oldest`, which deletes the user's oldest key.");

  /** How often logins may fail. */
  public static final Setting<Integer> LOGIN_FAILURES =
      Setting.number(
          "login-failures",
          10,
          1,
          1_000_000,
          "How many logins of one user may fail from one network (an IPv4 address, an IPv6 /64)"
              + " within `login-failure-window`; five times as many from one network whoever the"
              + " user, twice and four times as many from an IPv6 /56 and /48, ten times as many of"
              + " one user from all networks from which the user has not logged in before.");

  /** The window of {@link #LOGIN_FAILURES}. */
  public static final Setting<Duration> LOGIN_FAILURE_WINDOW =
      Setting.duration(
          "login-failure-window", "5m", Duration.ofSeconds(1), "How long a failed login counts.");

  /** How many passwords are checked at once. */
  public static final Setting<Integer> LOGIN_PERMITS =
      Setting.number(
          "login-permits",
          2,
          1,
          64,
          "Passwords checked at once; each takes 19 MiB, and waits for `digest-wait` at most.");

  /** Classes that are told what happens. */
  public static final Setting<List<String>> EVENT_LISTENERS =
      Setting.list(
          "event-listeners",
          "",
          "names of classes with a public constructor without parameters that implement"
              + " dev.sallyport.event.EventListener",
          "Classes of the host that are told of every event; what they throw harms no request.",
          name -> name);

  private KeyLifecycleSettings() {}

  /** All of them, in the order in which to explain them. */
  public static List<Setting<?>> all() {
    return List.of(
        TOKEN_TTL,
        AUTO_REFRESH,
        AUTO_REFRESH_MAX_TTL,
        MIN_REFRESH_INTERVAL,
        MAX_LIFETIME_DAYS,
        LIFETIME_POLICY,
        TOKEN_LIMIT_PER_USER,
        TOKEN_LIMIT_POLICY,
        LOGIN_FAILURES,
        LOGIN_FAILURE_WINDOW,
        LOGIN_PERMITS,
        EVENT_LISTENERS);
  }

  /**
   * Checks what no setting can tell alone.
   *
   * @throws SettingException if one has no effect, or would do what nobody can want
   */
  public static void requireSense(Settings settings) {
    requireCompany(
        settings,
        "auto-refresh=true",
        settings.get(AUTO_REFRESH),
        AUTO_REFRESH_MAX_TTL,
        MIN_REFRESH_INTERVAL);
    requireCompany(
        settings, "a max-lifetime-days", settings.get(MAX_LIFETIME_DAYS) > 0, LIFETIME_POLICY);
    requireCompany(
        settings,
        "a token-limit-per-user",
        settings.get(TOKEN_LIMIT_PER_USER) > 0,
        TOKEN_LIMIT_POLICY);
    if (settings.get(AUTO_REFRESH)) {
      requireSenseOfRefresh(settings);
    }
    requireSenseOfAge(settings);
  }

  private static void requireSenseOfAge(Settings settings) {
    int days = settings.get(MAX_LIFETIME_DAYS);
    Duration ttl = settings.get(TOKEN_TTL);
    if (days > 0
        && settings.get(LIFETIME_POLICY) == MaxLifetime.Policy.DENY
        && ttl.compareTo(Duration.ofDays(days)) > 0) {
      throw new SettingException(
          "The setting %s is %s, but keys are refused after %d days by %s: give a"
                  .formatted(
                      settings.describe(TOKEN_TTL),
                      text(ttl),
                      days,
                      settings.describe(MAX_LIFETIME_DAYS))
              + " shorter token-ttl.");
    }
  }

  private static void requireSenseOfRefresh(Settings settings) {
    Duration ttl = settings.get(TOKEN_TTL);
    Duration max = settings.get(AUTO_REFRESH_MAX_TTL);
    if (ttl.isZero()) {
      log.warn(
          "auto-refresh renews keys that were made with a ttl of their own, and no other: there is"
              + " no token-ttl");
      return;
    }
    if (!max.isZero() && max.compareTo(ttl) <= 0) {
      throw new SettingException(
          "The setting %s is %s and %s is %s, so that no key with that ttl would"
                  .formatted(
                      settings.describe(AUTO_REFRESH_MAX_TTL),
                      text(max),
                      settings.describe(TOKEN_TTL),
                      text(ttl))
              + " ever be renewed: give a longer auto-refresh-max-ttl.");
    }
    if (settings.get(MIN_REFRESH_INTERVAL).compareTo(ttl) >= 0) {
      throw new SettingException(
          "The setting %s is %s and %s is %s, so that no key with that ttl"
                  .formatted(
                      settings.describe(MIN_REFRESH_INTERVAL),
                      text(settings.get(MIN_REFRESH_INTERVAL)),
                      settings.describe(TOKEN_TTL),
                      text(ttl))
              + " would ever be renewed: give a shorter min-refresh-interval.");
    }
  }

  private static void requireCompany(
      Settings settings, String company, boolean isThere, Setting<?>... dependents) {
    if (!isThere) {
      settings.requireUnset(
          List.of(dependents), "without " + company + ": take it out, or give that too");
    }
  }

  private static String text(Duration duration) {
    return duration.toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
