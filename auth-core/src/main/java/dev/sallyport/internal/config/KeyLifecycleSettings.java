package dev.sallyport.internal.config;

import dev.sallyport.config.Durations;
import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.Settings;
import dev.sallyport.internal.management.KeyLimit;
import dev.sallyport.management.MaxLifetime;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Settings of the lifecycle of keys: lifetimes, limits, logins, listeners. */
public final class KeyLifecycleSettings {
  private static final Logger log = LoggerFactory.getLogger(KeyLifecycleSettings.class);

  /** Default lifetime of new keys; zero is unlimited. */
  public static final Setting<Duration> TOKEN_TTL =
      Setting.duration("token-ttl", "0", "Default lifetime of new keys. 0: unlimited.");

  /** Renewal of keys with a ttl by use. */
  public static final Setting<Boolean> AUTO_REFRESH =
      Setting.flag(
          "auto-refresh",
          false,
          "Whether use renews keys with a ttl: it moves the expiry to the ttl after the use.");

  /** Maximum lifetime through renewal; zero is unlimited. */
  public static final Setting<Duration> AUTO_REFRESH_MAX_TTL =
      Setting.duration(
          "auto-refresh-max-ttl",
          "0",
          "Maximum time from the creation of a key to an expiry set by `auto-refresh`. 0:"
              + " unlimited.");

  /** Minimum extension by a renewal. */
  public static final Setting<Duration> MIN_REFRESH_INTERVAL =
      Setting.duration(
          "min-refresh-interval",
          "60s",
          Duration.ofSeconds(1),
          "Minimum extension: `auto-refresh` moves an expiry only if it becomes later by more than"
              + " this, which limits the number of writes.");

  /** Maximum age of keys, in days; zero is unlimited. */
  public static final Setting<Integer> MAX_LIFETIME_DAYS =
      Setting.number(
          "max-lifetime-days",
          1095,
          0,
          36_500,
          "Maximum age of keys in days, independent of their expiry. 0: unlimited.");

  /** Policy for keys beyond the maximum age. */
  public static final Setting<MaxLifetime.Policy> LIFETIME_POLICY =
      Setting.choice(
          "lifetime-policy",
          MaxLifetime.Policy.WARN,
          "What to do with requests by keys older than `max-lifetime-days`: `warn` (default) allows"
              + " them and logs a warning, once per key and day; `deny` denies them.");

  /** Maximum number of keys per owner; zero is unlimited. */
  public static final Setting<Integer> TOKEN_LIMIT_PER_USER =
      Setting.number(
          "token-limit-per-user",
          0,
          0,
          10_000,
          "Maximum number of unexpired keys per user. 0: unlimited.");

  /** Policy for owners that have reached the limit. */
  public static final Setting<KeyLimit.Policy> TOKEN_LIMIT_POLICY =
      Setting.choice(
          "token-limit-policy",
          KeyLimit.Policy.DENY,
          "What to do when a user has reached `token-limit-per-user`: `deny` (default), or"
              + " `evict-oldest`, which deletes the user's oldest key.");

  /** Maximum number of failed logins. */
  public static final Setting<Integer> LOGIN_FAILURES =
      Setting.number(
          "login-failures",
          10,
          1,
          1_000_000,
          "Maximum number of failed logins of one user from one network (an IPv4 address or an IPv6"
              + " /64) within `login-failure-window`. The limit is five times as high for all users"
              + " together, two and four times as high for an IPv6 /56 and /48, and ten times as"
              + " high for one user from all networks from which the user has not logged in"
              + " before.");

  /** Window of {@link #LOGIN_FAILURES}. */
  public static final Setting<Duration> LOGIN_FAILURE_WINDOW =
      Setting.duration(
          "login-failure-window", "5m", Duration.ofSeconds(1), "How long a failed login counts.");

  /** Maximum number of concurrent password checks. */
  public static final Setting<Integer> LOGIN_PERMITS =
      Setting.number(
          "login-permits",
          2,
          1,
          64,
          "Maximum number of concurrent password checks. Each takes 19 MiB; further ones wait at"
              + " most `digest-wait`.");

  /** Classes of event listeners. */
  public static final Setting<List<String>> EVENT_LISTENERS =
      Setting.list(
          "event-listeners",
          "",
          "names of classes with a public constructor without parameters that implement"
              + " dev.sallyport.event.EventListener",
          "Classes of the host that receive every event. Their exceptions do not affect requests.",
          name -> name);

  private KeyLifecycleSettings() {}

  /** Returns all settings, in the order of their documentation. */
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
   * Validates combinations of settings.
   *
   * @throws SettingException if a setting has no effect, or the combination is not useful
   */
  public static void validate(Settings settings) {
    requirePrerequisite(
        settings,
        "auto-refresh=true",
        settings.get(AUTO_REFRESH),
        AUTO_REFRESH_MAX_TTL,
        MIN_REFRESH_INTERVAL);
    requirePrerequisite(
        settings, "max-lifetime-days", settings.get(MAX_LIFETIME_DAYS) > 0, LIFETIME_POLICY);
    requirePrerequisite(
        settings,
        "token-limit-per-user",
        settings.get(TOKEN_LIMIT_PER_USER) > 0,
        TOKEN_LIMIT_POLICY);
    if (settings.get(AUTO_REFRESH)) {
      validateRenewal(settings);
    }
    validateMaxLifetime(settings);
  }

  private static void validateMaxLifetime(Settings settings) {
    int days = settings.get(MAX_LIFETIME_DAYS);
    Duration ttl = settings.get(TOKEN_TTL);
    if (days > 0
        && settings.get(LIFETIME_POLICY) == MaxLifetime.Policy.DENY
        && ttl.compareTo(Duration.ofDays(days)) > 0) {
      throw invalid(
          settings,
          TOKEN_TTL,
          "keys are denied after %d days because of %s; set a shorter token-ttl"
              .formatted(days, settings.describe(MAX_LIFETIME_DAYS)));
    }
  }

  private static void validateRenewal(Settings settings) {
    Duration ttl = settings.get(TOKEN_TTL);
    Duration max = settings.get(AUTO_REFRESH_MAX_TTL);
    if (ttl.isZero()) {
      log.warn(
          "auto-refresh renews only keys that were created with an explicit ttl, because token-ttl"
              + " is not set");
      return;
    }
    String never =
        "with %s=%s, keys with this ttl would never be renewed; set a "
            .formatted(settings.describe(TOKEN_TTL), Durations.format(ttl));
    if (!max.isZero() && max.compareTo(ttl) <= 0) {
      throw invalid(settings, AUTO_REFRESH_MAX_TTL, never + "longer auto-refresh-max-ttl");
    }
    if (settings.get(MIN_REFRESH_INTERVAL).compareTo(ttl) >= 0) {
      throw invalid(settings, MIN_REFRESH_INTERVAL, never + "shorter min-refresh-interval");
    }
  }

  private static SettingException invalid(
      Settings settings, Setting<Duration> setting, String why) {
    return new SettingException(
        "Invalid value %s for %s: %s."
            .formatted(Durations.format(settings.get(setting)), settings.describe(setting), why));
  }

  private static void requirePrerequisite(
      Settings settings, String prerequisite, boolean isPresent, Setting<?>... dependents) {
    if (!isPresent) {
      settings.requireUnset(
          List.of(dependents), "without " + prerequisite + ": remove it, or set that too");
    }
  }
}
