package dev.sallyport.benchmarks;

import dev.sallyport.authorization.ResourceId;
import dev.sallyport.benchmarks.subject.SallyportSubject;
import dev.sallyport.benchmarks.subject.Subject;
import dev.sallyport.key.Network;
import dev.sallyport.management.ResourceManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Factory of Sallyport instances with access rules that the benchmark's key and request satisfy.
 */
final class SallyportRules {
  /** Names of the single rules on the command line. */
  static final Set<String> RULES = Set.of("scopes", "limits", "networks", "resource");

  private static final ResourceId MODEL = new ResourceId("model", "completions");

  private SallyportRules() {}

  /**
   * Opens an instance.
   *
   * @param rules one of {@link #RULES}, {@code all} or {@code none}
   */
  static Subject open(String rules) {
    if (!RULES.contains(rules) && !rules.equals("all") && !rules.equals("none")) {
      throw new IllegalArgumentException("Unknown rules: " + rules);
    }
    Map<String, String> coreSettings = new HashMap<>();
    Map<String, String> filterSettings = new HashMap<>();
    if (has(rules, "scopes")) {
      filterSettings.put(
          "required-scopes", "GET|HEAD /api/v1/chat/* chat:read, * /admin/* admin:use");
    }
    if (has(rules, "limits")) { // too high to be reached
      coreSettings.put("rate-limits", "key:999999999/s, account:999999999/s");
    }
    if (has(rules, "resource")) {
      coreSettings.put("resources", "/api/v1/chat/{model}/*");
    }
    List<Network> networks =
        has(rules, "networks")
            ? List.of(Network.parse("2001:db8::/32"), Network.parse("198.51.100.0/24"))
            : List.of();
    SallyportSubject sallyport =
        new SallyportSubject(
            coreSettings,
            filterSettings,
            key -> key.networks(networks).scopes(List.of("chat:read", "chat:write")));
    if (has(rules, "resource")) {
      ResourceManager resources = sallyport.sallyport().resourceManager();
      String account = SallyportSubject.OWNER.accountId();
      resources.create(account, MODEL);
      resources.bind(account, MODEL, sallyport.keyId());
    }
    return sallyport;
  }

  private static boolean has(String rules, String rule) {
    return rules.equals(rule) || rules.equals("all");
  }
}
