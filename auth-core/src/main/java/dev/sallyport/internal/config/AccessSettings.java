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

/** The settings of what keys may do, and how often. */
public final class AccessSettings {
  /** How many requests there may be. */
  public static final Setting<List<RateLimit>> RATE_LIMITS =
      Setting.list(
          "rate-limits",
          "",
          "limits such as key:120/m, burst=key:20/10s or account:100000/1d, separated by commas",
          "How many requests each key, or all keys of an account together, may make; all limits"
              + " hold at once. Counted in each JVM, or for all by the `cluster`; `key:120/m;open` or"
              + " `;closed` lets everybody or nobody in while that cannot be asked, where"
              + " otherwise each JVM counts.",
          RateLimit::parse);

  /** A host's own rules. */
  public static final Setting<List<String>> ACCESS_POLICIES =
      Setting.list(
          "access-policies",
          "",
          "names of classes with a public constructor without parameters that implement"
              + " dev.sallyportorization.AccessPolicy",
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
              + " key, twice and four times as many from an IPv6 /56 and /48. Beyond that, tokens that were"
              + " not proven before are answered 429; keys in use do not notice.");

  /** The window of {@link #TOKEN_FAILURES}. */
  public static final Setting<Duration> TOKEN_FAILURE_WINDOW =
      Setting.duration(
          "token-failure-window", "1m", Duration.ofSeconds(1), "How long a bad token counts.");

  /** Which requests are for which resources. */
  public static final Setting<List<ResourcePattern>> RESOURCES =
      Setting.list(
          "resources",
          "",
          "paths with a type of resources in braces, such as /api/v1/llm-clients/{llm-client}/*,"
              + " separated by commas",
          "Paths, below the context path, of requests for resources, whose account and bound keys"
              + " then count.",
          ResourcePattern::parse);

  /** A host's own {@code ResourceResolver}. */
  public static final Setting<String> RESOURCE_RESOLVER =
      Setting.text(
          "resource-resolver",
          "the name of a class with a public constructor without parameters that implements"
              + " dev.sallyportorization.ResourceResolver",
          "Class of the host that tells which resource a request is for; asked behind `resources`.");

  /** A host's own {@code ResourceDirectory}. */
  public static final Setting<String> RESOURCE_DIRECTORY =
      Setting.text(
          "resource-directory",
          "the name of a class with a public constructor without parameters that implements"
              + " dev.sallyport.spi.ResourceDirectory",
          "Class of the host that knows its resources; unset, Sallyport keeps them in its store.");

  /** Whom resources let in that require no certain key. */
  public static final Setting<UnboundResourcePolicy> UNBOUND_RESOURCES =
      Setting.choice(
          "unbound-resources",
          UnboundResourcePolicy.ACCOUNT,
          "Whom a resource lets in to which no key is bound: `account` every key of its account,"
              + " `open` everybody, with a key or without.");

  private AccessSettings() {}

  /** All of them, in the order in which to explain them. */
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
   * Checks what no setting can tell alone.
   *
   * @param isResolved whether any request may be for a resource
   * @param isShared whether nodes count requests together
   * @throws SettingException if two limits have one name, or a setting has no effect
   */
  public static void requireSense(Settings settings, boolean isResolved, boolean isShared) {
    List<RateLimit> limits = settings.get(RATE_LIMITS);
    String described = settings.describe(RATE_LIMITS);
    if (limits.stream().map(RateLimit::name).collect(toSet()).size() < limits.size()) {
      throw new SettingException(
          "The setting %s has two limits of the same name: give them different ones, such"
                  .formatted(described)
              + " as burst=key:20/10s.");
    }
    if (!isShared && limits.stream().anyMatch(it -> it.fallback() != Fallback.LOCAL)) {
      throw new SettingException(
          "The setting %s says what holds while a cluster cannot be asked, but there is none: take"
                  .formatted(described)
              + " ;open and ;closed out, or give the setting cluster.");
    }
    if (!isResolved) {
      String why = "without resources or resource-resolver: take it out, or give one of those too";
      settings.requireUnset(List.of(UNBOUND_RESOURCES, RESOURCE_DIRECTORY), why);
      if (settings.get(UNBOUND_RESOURCES) == UnboundResourcePolicy.OPEN) {
        throw new SettingException("The setting unbound-resources has no effect " + why + ".");
      }
    }
  }
}
