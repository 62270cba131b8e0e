package dev.sallyport.auth.servlet;

import dev.sallyport.auth.NewKey;
import dev.sallyport.auth.Sallyport;
import dev.sallyport.auth.spi.Resource;
import dev.sallyport.auth.spi.ResourceId;
import dev.sallyport.auth.spi.SettingSource;
import dev.sallyport.auth.spi.Settings;
import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.Digester;
import dev.sallyport.auth.token.Network;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A gate that knows resources below {@code /rules/r/}, open ones among them, and a quota. */
final class RuledGate {
  static final String HOME = "198.51.100.7";
  static final String ABROAD = "203.0.113.9";

  private RuledGate() {}

  static TestGate open(String rateLimits) {
    Map<String, String> settings =
        Map.of(
            "resources",
            "/rules/r/{thing}/*, /rules/o/{thing}/*",
            "unbound-resources",
            "open",
            "rate-limits",
            rateLimits,
            "token-failures",
            "3");
    return new TestGate(
        builder ->
            builder
                .settings(
                    Settings.resolve(
                        Sallyport.settings(), List.of(SettingSource.plain("argument", settings))))
                .digester(Digester.sha512())
                .maxStaleness(Duration.ZERO)
                .staleIfUnavailable(Duration.ZERO)
                .verifiedTokens(1000));
  }

  /** A key that may be used from home only. */
  static NewKey homeKey(String... scopes) {
    return NewKey.of(TestGate.OWNER, "k")
        .networks(List.of(Network.parse("198.51.100.0/24")))
        .scopes(List.of(scopes));
  }

  /** A resource that requires one of these keys, if there are any. */
  static void add(TestGate gate, String name, String accountNumber, AuthToken... bound) {
    ResourceId id = new ResourceId("thing", name);
    gate.resources.insert(Resource.unbound(id, accountNumber), List.of());
    for (AuthToken key : bound) {
      gate.resources.bind(id, key.family(), List.of());
    }
  }
}
