package dev.sallyport.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.admin.AdminSite.Caller;
import dev.sallyport.authentication.AuthenticationResult.Authenticated;
import dev.sallyport.authentication.AuthenticationResult.Denied;
import dev.sallyport.authentication.LoginResult.LoggedIn;
import dev.sallyport.key.OwnerProfile;
import dev.sallyport.key.OwnerStatus;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.memory.InMemoryBackend;
import dev.sallyport.token.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OwnersApiTest {
  private AdminSite site;
  private Caller root;

  @BeforeEach
  void start() throws Exception {
    site = new AdminSite();
    root = site.as(site.fixture.create(AdminApplication.ROOT, "*"));
  }

  @AfterEach
  void stop() {
    site.close();
  }

  @Test
  void findsAccountsAndUsersByText() throws Exception {
    assertThat(root.get("/accounts?q=oTh").all("/items", "accountId"))
        .containsExactly(AdminApplication.OTHER_ACCOUNT);
    Answer users = root.get("/users?q=EXAMPLE&size=2&page=2");
    assertThat(users.all("/items", "userId")).containsExactly("eve", "root");
    assertThat(users.at("/total")).isEqualTo("4");
    assertThat(users.header("Link")).contains("q=EXAMPLE", "page=1", "rel=\"prev\"");
    assertThat(root.get("/users?account=9999-8888-7777").all("/items", "userId"))
        .containsExactly("eve");
  }

  @Test
  void createsUserAndHidesPassword() throws Exception {
    String password = "correct horse";
    Map<String, Object> user =
        Map.of("accountId", AdminApplication.ACCOUNT, "userId", "d.ân/ü", "password", password);
    Answer created = root.post("/users", user);
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.header("Location"))
        .isEqualTo("/admin/api/v1/accounts/1111-2222-3333/users/~?userId=d.%C3%A2n%2F%C3%BC");
    assertThat(created.body()).doesNotContain(password, "argon2");
    assertThat(created.at("/staff")).as("default").isEqualTo("false");
    assertThat(root.post("/users", user).problem()).isEqualTo("exists");
    assertThat(
            site.fixture.sallyport.logins().orElseThrow().logIn("d.ân/ü", Secret.of(password), ""))
        .isInstanceOf(LoggedIn.class);
    Map<String, Object> homeless = Map.of("accountId", "0000-0000-0000", "userId", "x");
    assertThat(root.post("/users", homeless).problem()).isEqualTo("account-unknown");
    Map<String, Object> again = Map.of("accountId", AdminApplication.ACCOUNT);
    assertThat(root.post("/accounts", again).problem()).isEqualTo("exists");
  }

  @Test
  void rejectsShortPasswordsWithoutEchoingThem() throws Exception {
    for (String password : List.of("short", "x".repeat(1001))) {
      Answer answer =
          root.put("/accounts/1111-2222-3333/users/ada/password", Map.of("password", password));
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).doesNotContain(password);
    }
    assertThat(root.put("/accounts/1111-2222-3333/users/ada/password", Map.of()).status())
        .isEqualTo(400);
  }

  @Test
  void appliesOwnerStateToKeysImmediately() throws Exception {
    Created key = site.fixture.create(AdminApplication.EVE);
    var sallyport = site.fixture.sallyport.authenticator();
    assertThat(sallyport.authenticate(key.token())).isInstanceOf(Authenticated.class);
    root.post("/accounts/9999-8888-7777/users/eve/deactivate");
    assertThat(sallyport.authenticate(key.token())).isInstanceOf(Denied.class);
    root.post("/accounts/9999-8888-7777/users/eve/activate");
    root.post("/accounts/9999-8888-7777/deactivate");
    assertThat(sallyport.authenticate(key.token())).isInstanceOf(Denied.class);
    root.post("/accounts/9999-8888-7777/activate");
    assertThat(sallyport.authenticate(key.token())).isInstanceOf(Authenticated.class);
  }

  @Test
  void deniesKeysOfDeletedUserAfterNameIsReused() throws Exception {
    Created key = site.fixture.create(AdminApplication.EVE);
    var sallyport = site.fixture.sallyport.authenticator();
    assertThat(sallyport.authenticate(key.token())).isInstanceOf(Authenticated.class);
    Answer deleted = root.delete("/accounts/9999-8888-7777/users/eve?reason=left");
    assertThat(deleted.status()).isEqualTo(200);
    assertThat(deleted.body()).isEqualTo("{\"users\":1,\"keys\":1,\"resources\":0}");
    assertThat(site.fixture.lastEntry().record().reason()).isEqualTo("left");
    assertThat(sallyport.authenticate(key.token())).isInstanceOf(Denied.class);
    assertThat(root.get("/accounts/9999-8888-7777/users/eve").status()).isEqualTo(404);
    assertThat(root.get("/events?subject=user:" + AdminApplication.EVE).all("/items", "action"))
        .startsWith("user.deleted", "user.deactivated");
    site.fixture.addUser(AdminApplication.EVE, true);
    assertThat(sallyport.authenticate(key.token())).isInstanceOf(Denied.class);
  }

  @Test
  void deletesAccountWithItsContents() throws Exception {
    Created key = site.fixture.create(AdminApplication.EVE);
    Map<String, Object> resource =
        Map.of("type", "room", "name", "one", "accountId", AdminApplication.OTHER_ACCOUNT);
    assertThat(root.post("/bindings", resource).status()).isEqualTo(201);
    assertThat(root.delete("/accounts/" + AdminApplication.OTHER_ACCOUNT).body())
        .isEqualTo("{\"users\":1,\"keys\":1,\"resources\":1}");
    assertThat(root.get("/accounts/" + AdminApplication.OTHER_ACCOUNT).status()).isEqualTo(404);
    assertThat(root.get("/accounts/9999-8888-7777/users/eve").status()).isEqualTo(404);
    assertThat(site.fixture.sallyport.authenticator().authenticate(key.token()))
        .isInstanceOf(Denied.class);
  }

  /** The rule is implemented in the core, for the console and the command too. */
  @Test
  void rejectsInvisibleAndConfusableNames() throws Exception {
    for (String name : List.of(" ", "\u3164", "ada\u200b", "ada\u00ad", "\u2060")) {
      assertThat(root.post("/keys", Map.of("name", name)).status()).as(name).isEqualTo(400);
      Map<String, Object> account = Map.of("accountId", "4444-4444-4444", "name", name);
      assertThat(root.post("/accounts", account).status()).as(name).isEqualTo(400);
    }
    for (String name : List.of(" ada", "ada ", "a  da", "a\u00a0da", "ada\u200d", "a\u0301da")) {
      Map<String, Object> user = Map.of("accountId", AdminApplication.ACCOUNT, "userId", name);
      assertThat(root.post("/users", user).status()).as(name).isEqualTo(400);
      Map<String, Object> resource = Map.of("type", "room", "name", name);
      assertThat(root.post("/bindings", resource).status()).as(name).isEqualTo(400);
    }
    assertThat(root.get("/users").all("/items", "userId"))
        .containsExactly("ada", "bob", "eve", "root");
  }

  @Test
  void reportsOwnersManagedByHost() throws Exception {
    OwnerStatus staff = OwnerStatus.ACTIVE;
    Sallyport sallyport =
        Sallyport.builder(
                new InMemoryBackend().keys(),
                owner -> Optional.of(new OwnerProfile(owner, "", "", staff)))
            .ignoreEnvironment()
            .build();
    try (AdminSite ofHost = new AdminSite(new AdminApplication(sallyport))) {
      Caller caller = ofHost.as(ofHost.fixture.create(AdminApplication.ROOT, "*"));
      var key = ofHost.fixture.create(AdminApplication.ROOT).key();
      for (Sample sample : Sample.all(key.id(), AdminApplication.ACCOUNT, "root", "llm-client/x")) {
        String path = sample.path();
        boolean isKeptElsewhere =
            List.of("/accounts", "/users", "/bindings", "/events", "/usage").stream()
                .anyMatch(path::contains);
        Answer answer = sample.send(caller);
        assertThat(answer.status() == 409).as(sample.toString()).isEqualTo(isKeptElsewhere);
      }
    }
  }
}
