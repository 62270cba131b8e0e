package dev.sallyport.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.admin.AdminSite.Caller;
import dev.sallyport.audit.AuditEntry;
import dev.sallyport.authorization.ResourceId;
import dev.sallyport.management.CreateResult.Created;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests that objects of other accounts look like absent ones, except to superusers. */
class AccountIsolationTest {
  private static final UUID NO_KEY = UUID.fromString("00000000-0000-4000-8000-000000000000");

  private AdminSite site;
  private Caller ada;
  private Created foreign;

  @BeforeEach
  void start() throws Exception {
    site = new AdminSite();
    ada = site.as(site.fixture.create(AdminApplication.ADA, "admin:*", "chat:*"));
    foreign = site.fixture.create(AdminApplication.EVE, "chat:read");
    var resources = site.fixture.sallyport.resourceManager();
    resources.create(AdminApplication.OTHER_ACCOUNT, new ResourceId("llm-client", "theirs"));
    resources.create(AdminApplication.ACCOUNT, new ResourceId("llm-client", "ours"));
  }

  @AfterEach
  void stop() {
    site.close();
  }

  @Test
  void answersLikeAbsentObjectsByteForByte() throws Exception {
    List<Sample> theirs =
        Sample.all(foreign.key().id(), AdminApplication.OTHER_ACCOUNT, "eve", "llm-client/theirs");
    List<Sample> absent = Sample.all(NO_KEY, "0000-0000-0000", "absent", "llm-client/absent");
    AuditEntry last = site.fixture.lastEntry();
    int compared = 0;
    for (int i = 0; i < theirs.size(); i++) {
      if (theirs.get(i).namesSomething()) {
        Answer ofTheirs = theirs.get(i).send(ada);
        Answer ofAbsent = absent.get(i).send(ada);
        assertThat(ofTheirs.status()).as(theirs.get(i).toString()).isIn(403, 404);
        assertThat(ofTheirs.status()).isEqualTo(ofAbsent.status());
        assertThat(ofTheirs.body()).as(theirs.get(i).toString()).isEqualTo(ofAbsent.body());
        assertThat(ofTheirs.headers()).isEqualTo(ofAbsent.headers());
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(20);
    assertThat(site.fixture.lastEntry()).isEqualTo(last);
    assertThat(site.fixture.stored(foreign.key().id())).isEqualTo(foreign.key());
  }

  @Test
  void listsNothingOfOtherAccounts() throws Exception {
    for (String query :
        List.of("?account=9999-8888-7777", "?user=eve", "?q=eve", "?q=" + foreign.key().id())) {
      assertThat(ada.get("/keys" + query).json().path("total").asInt()).as(query).isZero();
    }
    assertThat(ada.get("/keys").all("/items", "accountId"))
        .isNotEmpty()
        .containsOnly(AdminApplication.ACCOUNT);
    assertThat(ada.get("/accounts").all("/items", "accountId"))
        .containsExactly(AdminApplication.ACCOUNT);
    assertThat(ada.get("/users").all("/items", "userId")).containsExactly("ada", "bob", "root");
    assertThat(ada.get("/users?account=9999-8888-7777").json().path("items")).isEmpty();
    assertThat(ada.get("/users?q=eve").json().path("items")).isEmpty();
    assertThat(ada.get("/bindings").all("/items", "name")).containsExactly("ours");
    assertThat(ada.get("/bindings?account=9999-8888-7777").json().path("items")).isEmpty();
    assertThat(ada.get("/summary").json().path("total").asInt()).isEqualTo(1);
  }

  @Test
  void showsEverythingToSuperusers() throws Exception {
    Caller root = site.as(site.fixture.create(AdminApplication.ROOT, "admin:*"));
    assertThat(root.get("/keys").json().path("total").asInt()).isEqualTo(3);
    assertThat(root.get("/keys?account=9999-8888-7777").all("/items", "userId"))
        .containsExactly("eve");
    assertThat(root.get("/accounts").json().path("total").asInt()).isEqualTo(2);
    assertThat(root.get("/accounts/9999-8888-7777/users/eve").status()).isEqualTo(200);
    assertThat(root.get("/bindings/llm-client/theirs").status()).isEqualTo(200);
  }

  @Test
  void reportsForeignIdsAsAbsentInBulkActions() throws Exception {
    Created own = site.fixture.create(AdminApplication.BOB);
    List<String> ids =
        List.of(foreign.key().id().toString(), NO_KEY.toString(), own.key().id().toString());
    Answer answer = ada.post("/keys/bulk", Map.of("action", "delete", "ids", ids));
    assertThat(answer.at("/absent/0")).isEqualTo(ids.get(0));
    assertThat(answer.at("/absent/1")).isEqualTo(ids.get(1));
    assertThat(answer.all("/changed", "id")).containsExactly(ids.get(2));
    assertThat(site.fixture.stored(foreign.key().id())).isEqualTo(foreign.key());
    assertThat(site.fixture.sallyport.keys().get(own.key().id())).isEmpty();
  }

  @Test
  void doesNotBindKeysOfOtherAccounts() throws Exception {
    Answer theirs = ada.send("PUT", "/bindings/llm-client/ours/keys/" + foreign.key().id(), "");
    Answer absent = ada.send("PUT", "/bindings/llm-client/ours/keys/" + NO_KEY, "");
    assertThat(theirs.problem()).isEqualTo("key-unknown");
    assertThat(theirs.body()).isEqualTo(absent.body());
    assertThat(ada.get("/bindings/llm-client/ours").json().path("groupIds")).isEmpty();
  }
}
