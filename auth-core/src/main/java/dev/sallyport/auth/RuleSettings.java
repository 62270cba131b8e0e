package dev.sallyport.auth;

import static java.util.stream.Collectors.toSet;

import dev.sallyport.auth.spi.Setting;
import dev.sallyport.auth.spi.SettingException;
import dev.sallyport.auth.spi.Settings;
import java.time.Duration;
import java.util.List;

/** The settings of what keys may do, and how often. */
public final class RuleSettings {
  /** How many requests there may be. */
  public static final Setting<List<RateLimit>> RATE_LIMITS =
      Setting.list(
          "rate-limits",
          "",
          "limits such as key:120/m, burst=key:20/10s or account:100000/1d, separated by commas",
          "How many requests each key, or all keys of an account together, may make; all limits"
              + " hold at once. Counted in each JVM.",
          RateLimit::parse);

  /** A host's own rules. */
  public static final Setting<List<String>> ACCESS_POLICIES =
      Setting.list(
          "access-policies",
          "",
          "names of classes with a public constructor without parameters that implement"
              + " dev.sallyport.auth.spi.AccessPolicy",
          "Rules of the host, which are asked after Sallyport's own.",
          name -> name);

  /** How often proofs may fail. */
  public static final Setting<Integer> TOKEN_FAILURES =
      Setting.number(
          "token-failures",
          20,
          1,
          1_000_000,
          "How many bad tokens for one key may come from one network (an IPv4 address, an IPv6 /64)"
              + " within `token-failure-window`; five times as many from one network whatever the"
              + " key, ten times as many for one key from anywhere. Beyond that, tokens that were"
              + " not proven before are answered 429; keys in use do not notice.");

  /** The window of {@link #TOKEN_FAILURES}. */
  public static final Setting<Duration> TOKEN_FAILURE_WINDOW =
      Setting.duration(
          "token-failure-window", "1m", Duration.ofSeconds(1), "How long a bad token counts.");

  private RuleSettings() {}

  /** All of them, in the order in which to explain them. */
  public static List<Setting<?>> all() {
    return List.of(RATE_LIMITS, ACCESS_POLICIES, TOKEN_FAILURES, TOKEN_FAILURE_WINDOW);
  }

  /**
   * Checks what no setting can tell alone.
   *
   * @throws SettingException if two limits have one name
   */
  static void requireSense(Settings settings) {
    List<RateLimit> limits = settings.get(RATE_LIMITS);
    if (limits.stream().map(RateLimit::name).collect(toSet()).size() < limits.size()) {
      throw new SettingException(
          "The setting rate-limits has two limits of the same name: give them different ones, such"
              + " as burst=key:20/10s.");
    }
  }
}
