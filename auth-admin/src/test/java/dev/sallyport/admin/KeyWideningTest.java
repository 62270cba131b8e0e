package dev.sallyport.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.admin.AdminSite.Caller;
import dev.sallyport.admin.service.AdminKeyService;
import dev.sallyport.admin.service.Administrator;
import dev.sallyport.admin.service.Confirmation;
import dev.sallyport.admin.service.Denial;
import dev.sallyport.admin.service.Result;
import dev.sallyport.audit.AuditContext;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.Network;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.KeyUpdate;
import dev.sallyport.management.Lifetime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests that a key cannot widen the use of keys with more scopes, but can restrict it. */
class KeyWideningTest {
  private AdminSite site;
  private Caller ada;
  private Created more;
  private Created less;

  @BeforeEach
  void start() throws Exception {
    site = new AdminSite();
    ada = site.as(site.fixture.create(AdminApplication.ADA, "admin:*", "chat:*"));
    more = bounded("files:*");
    less = bounded("chat:read");
  }

  private Created bounded(String scope) {
    return site.fixture.create(
        CreateKeyRequest.of(AdminApplication.BOB, "bounded")
            .scopes(List.of(scope))
            .networks(List.of(Network.parse("10.0.0.0/8")))
            .lifetime(new Lifetime.For(Duration.ofDays(30))));
  }

  @AfterEach
  void stop() {
    site.close();
  }

  @Test
  void doesNotActivateKeyWithMoreScopes() throws Exception {
    for (Created key : List.of(more, less)) {
      assertThat(ada.post(path(key) + "/deactivate").status()).isEqualTo(200);
    }
    assertBeyond(ada.post(path(more) + "/activate"));
    assertBeyond(ada.post(path(more) + "/toggle"));
    assertBeyond(ada.patch(path(more), "*", Map.of("active", true)));
    List<String> ids = List.of(more.key().id().toString(), less.key().id().toString());
    Answer bulk = ada.post("/keys/bulk", Map.of("action", "activate", "ids", ids));
    assertThat(bulk.all("/unchanged", "id")).containsExactly(ids.get(0));
    assertThat(bulk.all("/changed", "id")).containsExactly(ids.get(1));
    assertThat(stored(more).active()).isFalse();
    assertThat(ada.post(path(less) + "/toggle").at("/state")).isEqualTo("inactive");
    assertThat(ada.post(path(less) + "/toggle").at("/state")).isEqualTo("active");
  }

  @Test
  void activatesKeyThatLosesExtraScopes() throws Exception {
    ada.post(path(more) + "/deactivate");
    Map<String, Object> edit = Map.of("active", true, "scopes", List.of("chat:read"));
    assertThat(ada.patch(path(more), "*", edit).at("/state")).isEqualTo("active");
  }

  @Test
  void doesNotExtendKeyWithMoreScopes() throws Exception {
    for (Map<String, ?> edit :
        List.of(
            part("ttl", "31d"),
            part("expiresIn", "31d"),
            part("expiresIn", null),
            part("ttl", null),
            part("expiresAt", null),
            part("expiresAt", "2027-01-01T00:00:00Z"))) {
      ApiKey before = stored(more);
      assertBeyond(ada.patch(path(more), "*", edit));
      assertThat(stored(more)).isEqualTo(before);
      assertThat(ada.patch(path(less), "*", edit).status()).as("%s", edit).isEqualTo(200);
    }
    for (Map<String, ?> edit :
        List.of(
            part("ttl", "29d"),
            part("expiresIn", "28d"),
            part("expiresAt", "2026-03-30T00:00:00Z"))) {
      assertThat(ada.patch(path(more), "*", edit).status()).as("%s", edit).isEqualTo(200);
    }
    assertBeyond(ada.patch(path(more), "*", part("ttl", "1h")));
    Created endless = site.fixture.create(AdminApplication.BOB, "files:*");
    assertThat(ada.patch(path(endless), "*", part("ttl", "90d")).status()).isEqualTo(200);
  }

  @Test
  void doesNotExtendNetworksOfKeyWithMoreScopes() throws Exception {
    for (List<String> networks :
        List.of(List.<String>of(), List.of("0.0.0.0/0"), List.of("10.0.0.0/8", "192.0.2.1"))) {
      assertBeyond(ada.patch(path(more), "*", Map.of("networks", networks)));
      assertThat(ada.patch(path(less), "*", Map.of("networks", networks)).status()).isEqualTo(200);
    }
    assertThat(ada.patch(path(more), "*", Map.of("networks", List.of("10.1.0.0/16"))).status())
        .isEqualTo(200);
  }

  @Test
  void restrictsAnyKey() throws Exception {
    List<String> ids = List.of(more.key().id().toString());
    Answer bulk = ada.post("/keys/bulk", Map.of("action", "deactivate", "ids", ids));
    assertThat(bulk.all("/changed", "id")).isEqualTo(ids);
    assertThat(ada.patch(path(more), "*", Map.of("name", "renamed")).status()).isEqualTo(200);
    assertThat(ada.delete(path(more)).status()).isEqualTo(204);
  }

  @Test
  void limitsKeysToNetworksOfCaller() throws Exception {
    Created inside =
        site.fixture.create(
            CreateKeyRequest.of(AdminApplication.ADA, "inside")
                .scopes(List.of("admin:*"))
                .networks(List.of(Network.parse("127.0.0.0/8"), Network.parse("::1"))));
    Caller caller = site.as(inside);
    assertOutside(caller.post("/keys", Map.of("name", "x")));
    assertOutside(caller.post("/keys", Map.of("name", "x", "networks", List.of("10.0.0.0/8"))));
    assertThat(caller.post("/keys", Map.of("name", "x", "networks", List.of("127.0.0.1"))).status())
        .isEqualTo(201);
    assertOutside(caller.patch(path(inside), "*", Map.of("networks", List.of())));
    String open = path(site.fixture.create(AdminApplication.ADA, "admin:read"));
    assertOutside(caller.post(open + "/rotate"));
    assertThat(caller.patch(open, "*", Map.of("name", "open as before")).status()).isEqualTo(200);
    assertThat(caller.post(path(inside) + "/rotate").status()).isEqualTo(201);
  }

  @Test
  void limitsSuperusersKey() throws Exception {
    Caller root = site.as(site.fixture.create(AdminApplication.ROOT, "admin:*"));
    root.post(path(more) + "/deactivate");
    assertBeyond(root.post(path(more) + "/activate"));
    Caller all = site.as(site.fixture.create(AdminApplication.ROOT, "*"));
    assertThat(all.post(path(more) + "/activate").status()).isEqualTo(200);
  }

  @Test
  void activatesKeysOfAccountWithSession() {
    Administrator person =
        new Administrator(
            AdminApplication.ADA,
            List.of(),
            true,
            List.of(),
            null,
            Confirmation.FRESH,
            AuditContext.of("user:" + AdminApplication.ADA, ""));
    AdminKeyService service = new AdminKeyService(site.fixture.sallyport, person);
    UUID id = more.key().id();
    service.deactivate(id, OptionalLong.empty());
    assertThat(service.activate(id, OptionalLong.empty())).isInstanceOf(Result.Done.class);
    KeyUpdate open = KeyUpdate.NOTHING.networks(List.of()).lifetime(new Lifetime.Endless());
    assertThat(service.edit(id, OptionalLong.empty(), open)).isInstanceOf(Result.Done.class);
    KeyUpdate given = KeyUpdate.NOTHING.scopes(List.of("files:*", "chat:read"));
    assertThat(service.edit(id, OptionalLong.empty(), given).isDeclined(Denial.SCOPE_BEYOND_OWN))
        .isTrue();
  }

  private ApiKey stored(Created key) {
    return site.fixture.stored(key.key().id());
  }

  private static String path(Created key) {
    UUID id = key.key().id();
    return "/keys/" + id;
  }

  private static Map<String, Object> part(String name, @Nullable String value) {
    Map<String, Object> part = new TreeMap<>();
    part.put(name, value);
    return part;
  }

  private static void assertBeyond(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(403);
    assertThat(answer.problem()).isEqualTo("scope-not-grantable");
  }

  private static void assertOutside(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(403);
    assertThat(answer.problem()).isEqualTo("network-not-grantable");
  }
}
