package dev.sallyport.internal.config;

import static java.util.stream.Collectors.toSet;

import dev.sallyport.authorization.RateLimit;
import dev.sallyport.authorization.RateLimit.Fallback;
import dev.sallyport.authorization.ResourcePattern;
import dev.sallyport.authorization.UnboundResourcePolicy;
import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.Settings;
import java.time.Duration;
import java.util.List;

/** Settings of access rules and rate limits. */
public final class AccessSettings {
  /** Rate limits. */
  public static final Setting<List<RateLimit>> RATE_LIMITS =
      Setting.list(
          "rate-limits",
          "",
          "limits such as key:120/m, burst=key:20/10s or account:100000/1d, separated by commas",
          "Maximum number of requests per key, or for all keys of an account together. All limits"
              + " apply. Requests are counted per JVM, or for all nodes by the `cluster`. While the"
              + " cluster is unavailable, each JVM counts; `key:120/m;open` fails open instead"
              + " (requests are not limited), `;closed` fails closed (503).",
          RateLimit::parse);

  /** Policies of the host. */
  public static final Setting<List<String>> ACCESS_POLICIES =
      Setting.list(
          "access-policies",
          "",
          "names of classes with a public constructor without parameters that implement"
              + " dev.sallyport.authorization.AccessPolicy",
          "Policies of the host, evaluated after Sallyport's own rules.",
          name -> name);

  /** Maximum number of failed verifications. */
  public static final Setting<Integer> TOKEN_FAILURES =
      Setting.number(
          "token-failures",
          20,
          1,
          1_000_000,
          "Maximum number of invalid tokens for one key from one network (an IPv4 address or an"
              + " IPv6 /64) within `token-failure-window`. The limit is five times as high for all"
              + " keys together, and two and four times as high for an IPv6 /56 and /48. Beyond it,"
              + " tokens that are not verified yet get 429; recently verified tokens are not"
              + " affected.");

  /** Window of {@link #TOKEN_FAILURES}. */
  public static final Setting<Duration> TOKEN_FAILURE_WINDOW =
      Setting.duration(
          "token-failure-window", "1m", Duration.ofSeconds(1), "How long an invalid token counts.");

  /** Path patterns of resources. */
  public static final Setting<List<ResourcePattern>> RESOURCES =
      Setting.list(
          "resources",
          "",
          "paths with a resource type in braces, such as /api/v1/llm-clients/{llm-client}/*,"
              + " separated by commas",
          "Path patterns, below the context path, of requests for resources. The account of the"
              + " resource and the keys that are bound to it then count.",
          ResourcePattern::parse);

  /** Class of the host's {@code ResourceResolver}. */
  public static final Setting<String> RESOURCE_RESOLVER =
      Setting.text(
          "resource-resolver",
          "the name of a class with a public constructor without parameters that implements"
              + " dev.sallyport.authorization.ResourceResolver",
          "Class of the host that resolves the resource of a request, used after `resources`.");

  /** Class of the host's {@code ResourceDirectory}. */
  public static final Setting<String> RESOURCE_DIRECTORY =
      Setting.text(
          "resource-directory",
          "the name of a class with a public constructor without parameters that implements"
              + " dev.sallyport.spi.ResourceDirectory",
          "Class of the host's directory of resources. Unset: Sallyport keeps them in its store.");

  /** Access to resources without bound keys. */
  public static final Setting<UnboundResourcePolicy> UNBOUND_RESOURCES =
      Setting.choice(
          "unbound-resources",
          UnboundResourcePolicy.ACCOUNT,
          "Who may access a resource without bound keys: every key of its account (`account`), or"
              + " every client, with or without a key (`open`).");

  private AccessSettings() {}

  /** Returns all settings, in the order of their documentation. */
  public static List<Setting<?>> all() {
    return List.of(
        RATE_LIMITS,
        ACCESS_POLICIES,
        TOKEN_FAILURES,
        TOKEN_FAILURE_WINDOW,
        RESOURCES,
        RESOURCE_RESOLVER,
        RESOURCE_DIRECTORY,
        UNBOUND_RESOURCES);
  }

  /**
   * Validates combinations of settings.
   *
   * @param isResolved whether any request may be for a resource
   * @param isShared whether nodes count requests together
   * @throws SettingException if two limits have the same name, or a setting has no effect
   */
  public static void validate(Settings settings, boolean isResolved, boolean isShared) {
    List<RateLimit> limits = settings.get(RATE_LIMITS);
    String described = settings.describe(RATE_LIMITS);
    if (limits.stream().map(RateLimit::name).collect(toSet()).size() < limits.size()) {
      throw new SettingException(
          "Duplicate limit name in %s: give each limit its own name, such as burst=key:20/10s."
              .formatted(described));
    }
    if (!isShared && limits.stream().anyMatch(it -> it.fallback() != Fallback.LOCAL)) {
      throw new SettingException(
          "Fallbacks in %s have no effect without a cluster: remove ;open and ;closed, or set"
                  .formatted(described)
              + " cluster.");
    }
    if (!isResolved) {
      String why = "without resources or resource-resolver: remove it, or set one of those too";
      settings.requireUnset(List.of(UNBOUND_RESOURCES, RESOURCE_DIRECTORY), why);
      if (settings.get(UNBOUND_RESOURCES) == UnboundResourcePolicy.OPEN) {
        throw new SettingException("The setting unbound-resources has no effect " + why + ".");
      }
    }
  }
}
