package dev.sallyport.servlet;

import dev.sallyport.Sallyport;
import dev.sallyport.authorization.Resource;
import dev.sallyport.authorization.ResourceId;
import dev.sallyport.config.SettingSource;
import dev.sallyport.config.Settings;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.Network;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.token.Digester;
import java.util.List;
import java.util.Map;

/** A Sallyport that knows resources below {@code /rules/r/}, open ones among them, and a quota. */
public final class RuledSallyport {
  static final String HOME = "198.51.100.7";
  public static final String ABROAD = "203.0.113.9";

  private RuledSallyport() {}

  public static TestSallyport open(String rateLimits) {
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
    return new TestSallyport(
        builder ->
            builder
                .settings(
                    Settings.resolve(
                        Sallyport.settings(), List.of(SettingSource.plain("argument", settings))))
                .digester(Digester.sha512())
                .setting("max-staleness", "0")
                .setting("stale-if-unavailable", "0")
                .setting("verified-tokens", "1000"));
  }

  /** A key that may be used from home only. */
  public static CreateKeyRequest homeKey(String... scopes) {
    return CreateKeyRequest.of(TestSallyport.OWNER, "k")
        .networks(List.of(Network.parse("198.51.100.0/24")))
        .scopes(List.of(scopes));
  }

  /** A resource that requires one of these keys, if there are any. */
  static void add(TestSallyport fixture, String name, String accountId, ApiKey... bound) {
    ResourceId id = new ResourceId("thing", name);
    fixture.resources.insert(Resource.unbound(id, accountId), List.of());
    for (ApiKey key : bound) {
      fixture.resources.bind(accountId, id, key.groupId(), List.of());
    }
  }
}
