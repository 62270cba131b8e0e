package dev.sallyport.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.admin.AdminSite.Caller;
import dev.sallyport.admin.api.AdminJson;
import dev.sallyport.admin.api.OwnerView;
import dev.sallyport.key.Owner;
import dev.sallyport.management.CreateResult.Created;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests that the API never extends the rights of its caller. */
class RightsTest {
  private AdminSite site;
  private Caller ada;

  @BeforeEach
  void start() throws Exception {
    site = new AdminSite();
    ada = site.as(site.fixture.create(AdminApplication.ADA, "admin:*", "chat:*"));
  }

  @AfterEach
  void stop() {
    site.close();
  }

  @Test
  void grantsOnlyOwnScopesOfKey() throws Exception {
    assertThat(make(ada, null, "chat:read").status()).isEqualTo(201);
    assertThat(make(ada, null, "admin:read").status()).isEqualTo(201);
    for (String beyond : List.of("*", "files:read", "chat", "*:*")) {
      Answer answer = make(ada, null, beyond);
      assertThat(answer.status()).as(beyond).isEqualTo(403);
      assertThat(answer.problem()).isEqualTo("scope-not-grantable");
    }
  }

  @Test
  void grantsOnlyOwnScopesOfSuperusersKey() throws Exception {
    Caller root = site.as(site.fixture.create(AdminApplication.ROOT, "admin:*"));
    assertThat(make(root, AdminApplication.EVE, "chat:read").problem())
        .isEqualTo("scope-not-grantable");
    assertThat(make(root, AdminApplication.EVE, "admin:read").status()).isEqualTo(201);
  }

  @Test
  void showsTokensOfOtherUsersOnlyToSuperusers() throws Exception {
    Answer own = make(ada, AdminApplication.ADA, "chat:read");
    assertThat(own.status()).isEqualTo(201);
    for (Owner other :
        List.of(
            AdminApplication.ROOT,
            AdminApplication.BOB,
            AdminApplication.EVE,
            new Owner("0000-0000-0000", "x"))) {
      Answer answer = make(ada, other, "chat:read");
      assertThat(answer.status()).as(other.toString()).isEqualTo(403);
      assertThat(answer.problem()).isEqualTo("not-your-key");
      assertThat(answer.body()).doesNotContain(other.userId(), other.accountId());
    }
    Created ofRoot = site.fixture.create(AdminApplication.ROOT);
    Answer rotation = ada.post("/keys/" + ofRoot.key().id() + "/rotate");
    assertThat(rotation.problem()).isEqualTo("not-your-key");
    assertThat(site.fixture.stored(ofRoot.key().id())).isEqualTo(ofRoot.key());
  }

  @Test
  void doesNotRotateKeyWithMoreScopes() throws Exception {
    Created more = site.fixture.create(AdminApplication.ADA, "files:*");
    assertThat(ada.post("/keys/" + more.key().id() + "/rotate").problem())
        .isEqualTo("scope-not-grantable");
    Created less = site.fixture.create(AdminApplication.ADA, "chat:read");
    assertThat(ada.post("/keys/" + less.key().id() + "/rotate").status()).isEqualTo(201);
  }

  @Test
  void addsOnlyOwnScopesButRemovesAny() throws Exception {
    Created key = site.fixture.create(AdminApplication.BOB, "files:*", "mail:send");
    String path = "/keys/" + key.key().id();
    assertThat(ada.patch(path, "*", Map.of("scopes", List.of("files:*", "mail:*"))).problem())
        .isEqualTo("scope-not-grantable");
    assertThat(ada.patch(path, "*", Map.of("scopes", List.of("files:read"))).status())
        .as("scope of the key")
        .isEqualTo(200);
    assertThat(ada.patch(path, "*", Map.of("scopes", List.of("files:read", "chat:x"))).status())
        .as("scope of the caller")
        .isEqualTo(200);
    assertThat(ada.patch(path, "*", Map.of("scopes", List.of("files:*"))).status())
        .as("removed scope")
        .isEqualTo(403);
  }

  @Test
  void changesKeysOfOtherUsersInItsAccount() throws Exception {
    String path = "/keys/" + site.fixture.create(AdminApplication.BOB, "chat:read").key().id();
    assertThat(ada.post(path + "/deactivate").at("/state")).isEqualTo("inactive");
    assertThat(ada.post(path + "/activate").at("/state")).isEqualTo("active");
    assertThat(ada.patch(path, "*", Map.of("name", "x")).at("/name")).isEqualTo("x");
    assertThat(ada.delete(path).status()).isEqualTo(204);
  }

  @Test
  void restrictsSuperusersKeysToSuperusers() throws Exception {
    Created ofRoot = site.fixture.create(AdminApplication.ROOT, "chat:read");
    String path = "/keys/" + ofRoot.key().id();
    for (String action : List.of("/activate", "/deactivate", "/toggle")) {
      assertThat(ada.post(path + action).problem()).as(action).isEqualTo("superuser-required");
    }
    assertThat(ada.patch(path, "*", Map.of("active", true)).problem())
        .isEqualTo("superuser-required");
    assertThat(ada.delete(path).problem()).isEqualTo("superuser-required");
    assertThat(ada.get(path).status()).as("visible").isEqualTo(200);
    String own = site.fixture.create(AdminApplication.BOB).key().id().toString();
    List<String> ids = List.of(own, ofRoot.key().id().toString());
    Answer bulk = ada.post("/keys/bulk", Map.of("action", "delete", "ids", ids));
    assertThat(bulk.all("/changed", "id")).containsExactly(own);
    assertThat(bulk.all("/unchanged", "id")).containsExactly(ofRoot.key().id().toString());
    assertThat(site.fixture.stored(ofRoot.key().id())).isEqualTo(ofRoot.key());
  }

  @Test
  void restrictsOwnersAndResourcesToSuperusers() throws Exception {
    String key = site.fixture.create(AdminApplication.ADA).key().id().toString();
    for (Sample sample :
        Sample.all(
            AdminJson.uuid(key).orElseThrow(), AdminApplication.ACCOUNT, "bob", "llm-client/x")) {
      boolean isOfOwners =
          sample.path().startsWith("/accounts") || sample.path().startsWith("/users");
      boolean isOfResource = sample.path().startsWith("/bindings") && !sample.path().contains(key);
      if (!sample.isRead() && (isOfOwners || isOfResource)) {
        Answer answer = sample.send(ada);
        assertThat(answer.status()).as(sample.toString()).isEqualTo(403);
        assertThat(answer.problem()).isEqualTo("superuser-required");
      }
    }
  }

  private static Answer make(Caller caller, @Nullable Owner owner, String scope) throws Exception {
    Map<String, Object> body = new TreeMap<>(Map.of("name", "made", "scopes", List.of(scope)));
    if (owner != null) {
      body.put("owner", OwnerView.of(owner));
    }
    return caller.post("/keys", body);
  }
}
