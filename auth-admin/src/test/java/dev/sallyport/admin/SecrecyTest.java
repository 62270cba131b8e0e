package dev.sallyport.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.admin.AdminSite.Caller;
import dev.sallyport.admin.console.page.PageLayout;
import dev.sallyport.admin.rest.ApiResult;
import dev.sallyport.admin.session.AdminSession;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.OwnerStatus;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.memory.InMemoryBackend;
import dev.sallyport.session.FoundSession;
import dev.sallyport.session.StoredSession;
import dev.sallyport.spi.ApiKeyStore;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.token.Secret;
import dev.sallyport.token.TokenFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Searches all responses and logs of the API for secrets. */
@Isolated("what other tests log is not meant")
class SecrecyTest {
  private final List<String> everything = new ArrayList<>();
  private final List<String> secrets = new ArrayList<>();

  @Test
  void exposesNoSecretsExceptNewTokens() throws Exception {
    String password = "correct horse " + UUID.randomUUID();
    secrets.add(password);
    try (CapturedLog log = new CapturedLog();
        AdminSite site = new AdminSite()) {
      Created admin = site.fixture.create(AdminApplication.ROOT, "*");
      Caller root = site.as(admin);
      Created other = site.fixture.create(AdminApplication.EVE);
      var eve =
          site.fixture
              .sallyport
              .ownerManager()
              .setPassword(AdminApplication.EVE, Secret.of(password));
      secrets.add(String.valueOf(eve.orElseThrow().passwordHash()));
      List.of(admin, other).forEach(it -> note(it.key(), it.token().reveal()));
      Answer created = root.post("/keys", Map.of("name", "made"));
      Answer rotated = root.post("/keys/" + created.at("/key/id") + "/rotate");
      for (Answer shown : List.of(created, rotated)) {
        assertThat(shown.body()).containsOnlyOnce(shown.at("/token"));
        note(site.fixture.stored(UUID.fromString(shown.at("/key/id"))), shown.at("/token"));
        everything.add(shown.headers().toString());
      }
      for (Caller caller : List.of(root, site.asNobody(), site.with("X-API-Key", password))) {
        for (Sample sample :
            Sample.all(other.key().id(), AdminApplication.OTHER_ACCOUNT, "eve", "llm-client/x")) {
          boolean isShowing =
              sample.route().path().endsWith("/rotate") || sample.toString().equals("POST /keys");
          if (!isShowing) {
            keep(sample.send(caller));
          }
        }
      }
      keep(
          root.put(
              "/accounts/9999-8888-7777/users/eve/password",
              Map.of("password", password, "x", password)));
      keep(
          root.put(
              "/accounts/9999-8888-7777/users/eve/password",
              Map.of("password", List.of(password))));
      keep(root.get("/events?limit=1000"));
      keep(root.get("/keys?q=" + admin.token().reveal()));
      everything.addAll(log.lines());
    }
    assertThat(everything).hasSizeGreaterThan(90);
    assertThat(secrets).hasSizeGreaterThan(10);
    for (String secret : secrets) {
      assertThat(everything.stream().anyMatch(text -> text.contains(secret))).isFalse();
    }
  }

  /** Logs of slow statements contain what a database is asked for. */
  @Test
  void asksTheStoreForATokenOnlyByItsLookup() throws Exception {
    List<String> calls = new CopyOnWriteArrayList<>();
    InMemoryBackend backend = new InMemoryBackend();
    ApiKeyStore observed =
        Doubles.of(
            ApiKeyStore.class,
            backend.keys(),
            (method, work) -> {
              calls.add(method);
              return work.call();
            });
    backend.owners().insertAccount(new Account(AdminApplication.ACCOUNT, "", true), List.of());
    backend.owners().insertUser(User.person(AdminApplication.ADA).staff(true), List.of());
    Sallyport sallyport = Sallyport.builder(observed, backend.owners()).ignoreEnvironment().build();
    sallyport.ownerManager().setPassword(AdminApplication.ADA, Secret.of("many words in a row"));
    Map<String, String> settings = Map.of("admin-sign-in", "directory");
    try (AdminSite site =
        new AdminSite(new AdminApplication(sallyport), new AdminServlet(), settings)) {
      ConsoleCaller ada = new ConsoleCaller(site);
      ada.signIn("ada", "many words in a row");
      String csrf = ConsoleCaller.token(ada.get("/keys"));
      String token = TokenFormat.sallyport("sp").generate().reveal();
      for (String field : List.of("q", "user", "account")) {
        calls.clear();
        assertThat(ada.forge("/keys/find", Map.of("csrf-token", csrf, field, token)).status())
            .isEqualTo(303);
        assertThat(calls).as(field).containsExactly("findByLookup");
      }
    }
  }

  /** Ignores links of lists, which contain the client's query. */
  private void keep(Answer answer) {
    Map<String, List<String>> headers = answer.headers();
    headers.remove("link");
    everything.add(headers + answer.body());
  }

  private void note(ApiKey key, String token) {
    secrets.add(token);
    secrets.add(token.substring(15));
    secrets.add(key.lookup());
    secrets.add(key.digest());
  }

  @Test
  void hidesTokensInToString() {
    Secret token = Secret.of("sp_" + "x".repeat(61));
    ApiResult reply = ApiResult.ok(Map.of("token", token.reveal()));
    assertThat(reply.toString()).doesNotContain(token.reveal());
    Instant now = AdminApplication.NOW;
    String digest = "0".repeat(64);
    StoredSession stored =
        new StoredSession(digest, AdminApplication.ADA, "a-mark", now, now, now, now, "a message");
    FoundSession found = new FoundSession(stored, OwnerStatus.ACTIVE, "another-mark");
    AdminSession session = new AdminSession(found, "a form secret");
    assertThat(session.toString())
        .contains(AdminApplication.ADA.toString())
        .doesNotContain(
            "a form secret", session.csrfToken(), digest, "a-mark", "another-mark", "a message");
    PageLayout layout =
        new PageLayout(
            "", "", "", "", null, true, true, "a csrf token", null, AdminApplication.NOW);
    assertThat(layout.toString()).doesNotContain("a csrf token");
  }
}
