package dev.sallyport.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.admin.AdminSite.Caller;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.Network;
import dev.sallyport.key.Owner;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.Lifetime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests that a key cannot grant an expiry later than its own, not even to itself. */
class KeyExpiryRightsTest {
  private AdminSite site;
  private Created own;
  private Caller caller;

  @BeforeEach
  void start() throws Exception {
    site = new AdminSite();
    own = hour(AdminApplication.ADA, "admin:*");
    caller = site.as(own);
  }

  private Created hour(Owner owner, String scope) {
    return site.fixture.create(
        CreateKeyRequest.of(owner, "an hour")
            .scopes(List.of(scope))
            .lifetime(new Lifetime.For(Duration.ofHours(1))));
  }

  @AfterEach
  void stop() {
    site.close();
  }

  @Test
  void doesNotExtendItself() throws Exception {
    ApiKey before = site.fixture.stored(own.key().id());
    site.fixture.clock.advance(Duration.ofMinutes(1));
    for (Map<String, ?> edit :
        List.of(
            part("expiresAt", null),
            part("ttl", null),
            part("ttl", "2h"),
            part("expiresAt", "2027-01-01T00:00:00Z"))) {
      assertBeyond(caller.patch(path(own), "*", edit));
    }
    assertBeyond(caller.post(path(own) + "/rotate"));
    assertThat(site.fixture.stored(own.key().id())).isEqualTo(before);
  }

  @Test
  void createsNoKeyThatExpiresLater() throws Exception {
    assertBeyond(caller.post("/keys", Map.of("name", "x")));
    assertBeyond(caller.post("/keys", Map.of("name", "x", "ttl", "2h")));
    assertBeyond(caller.post("/keys", Map.of("name", "x", "expiresAt", "2027-01-01T00:00:00Z")));
    assertThat(caller.post("/keys", Map.of("name", "x", "ttl", "1h")).status()).isEqualTo(201);
    assertThat(
            caller.post("/keys", Map.of("name", "x", "expiresAt", "2026-03-29T02:30:00Z")).status())
        .isEqualTo(201);
  }

  @Test
  void doesNotWidenKeyThatExpiresLater() throws Exception {
    Created endless = site.fixture.create(AdminApplication.BOB);
    String path = path(endless);
    assertBeyond(caller.patch(path, "*", Map.of("scopes", List.of("admin:read"))));
    assertThat(caller.post(path + "/deactivate").status()).isEqualTo(200);
    assertBeyond(caller.post(path + "/activate"));
    assertBeyond(caller.post(path + "/toggle"));
    List<String> ids = List.of(endless.key().id().toString());
    assertThat(
            caller
                .post("/keys/bulk", Map.of("action", "activate", "ids", ids))
                .all("/unchanged", "id"))
        .isEqualTo(ids);
    assertThat(caller.patch(path, "*", Map.of("name", "renamed")).status()).isEqualTo(200);
    assertThat(caller.patch(path, "*", Map.of("active", true, "ttl", "30m")).status())
        .as("earlier expiry")
        .isEqualTo(200);
    assertThat(caller.delete(path).status()).isEqualTo(204);
  }

  @Test
  void doesNotWidenKeyWithMoreNetworks() throws Exception {
    Created inside =
        site.fixture.create(
            CreateKeyRequest.of(AdminApplication.ADA, "inside")
                .scopes(List.of("admin:*"))
                .networks(List.of(Network.parse("127.0.0.0/8"))));
    Caller bounded = site.as(inside);
    String open = path(site.fixture.create(AdminApplication.BOB));
    Answer given = bounded.patch(open, "*", Map.of("scopes", List.of("admin:read")));
    assertThat(given.problem()).isEqualTo("network-not-grantable");
    bounded.post(open + "/deactivate");
    assertThat(bounded.post(open + "/activate").problem()).isEqualTo("network-not-grantable");
  }

  @Test
  void allowsAnyExpiryWithAllScopes() throws Exception {
    Caller all = site.as(hour(AdminApplication.ROOT, "*"));
    assertThat(all.post("/keys", Map.of("name", "x")).status()).isEqualTo(201);
    assertThat(all.patch(path(own), "*", part("expiresAt", null)).status()).isEqualTo(200);
  }

  private static String path(Created key) {
    return "/keys/" + key.key().id();
  }

  private static Map<String, Object> part(String name, @Nullable String value) {
    Map<String, Object> part = new TreeMap<>();
    part.put(name, value);
    return part;
  }

  private static void assertBeyond(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(403);
    assertThat(answer.problem()).isEqualTo("expiry-not-grantable");
  }
}
