package dev.sallyport.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.admin.AdminSite.Caller;
import dev.sallyport.admin.session.AdminSessions;
import dev.sallyport.authentication.LoginResult.LoggedIn;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.Owner;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.token.Secret;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests that a stolen session can neither show tokens nor grant rights. */
class StepUpTest {
  private static final String PASSWORD = "many words in a row";
  private static final Map<String, String> SETTINGS =
      Map.of(
          "admin-sign-in", "directory",
          "admin-superusers", AdminApplication.ROOT.toString(),
          "admin-session-idle", "12h");
  private static final Pattern FIELD =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">");

  private AdminSite site;
  private ConsoleCaller root;

  @BeforeEach
  void start() throws Exception {
    site = new AdminSite(new AdminApplication(), new AdminServlet(), SETTINGS);
    site.fixture.sallyport.ownerManager().setPassword(AdminApplication.ROOT, Secret.of(PASSWORD));
    root = new ConsoleCaller(site);
    root.signIn("root", PASSWORD);
  }

  @AfterEach
  void stop() {
    site.close();
  }

  private void later() {
    site.fixture.clock.advance(Duration.ofMinutes(6));
  }

  private Caller api() throws Exception {
    String csrf = ConsoleCaller.token(root.get("/keys"));
    return site.with(
        "Cookie",
        AdminSessions.COOKIE + "=" + root.cookie(AdminSessions.COOKIE),
        "X-CSRF-Token",
        csrf);
  }

  private long keys() {
    return site.fixture.sallyport.keys().list(ApiKeyQuery.all()).total();
  }

  private static void assertDue(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(403);
    assertThat(answer.problem()).isEqualTo("step-up-required");
  }

  @Test
  void requiresConfirmationInApi() throws Exception {
    Created own = site.fixture.create(AdminApplication.ROOT, "*");
    site.fixture.sallyport.keys().deactivate(own.key().id());
    Created other = site.fixture.create(AdminApplication.BOB);
    long keys = keys();
    assertThat(api().post("/keys/" + other.key().id() + "/rotate").status())
        .as("recent sign-in")
        .isEqualTo(201);
    later();
    Caller api = api();
    assertDue(api.post("/keys", Map.of("name", "x", "scopes", List.of("*"))));
    assertDue(api.post("/keys", Map.of("name", "x")));
    assertDue(
        api.post("/keys/" + site.fixture.create(AdminApplication.ADA).key().id() + "/rotate"));
    String ofBob = "/keys/" + other.key().id();
    for (String scope : List.of("*", "admin:*", "admin:write", "*:read")) {
      assertDue(api.patch(ofBob, "*", Map.of("scopes", List.of(scope))));
    }
    assertDue(api.post("/keys/" + own.key().id() + "/activate"));
    List<String> ids = List.of(own.key().id().toString());
    assertDue(api.post("/keys/bulk", Map.of("action", "activate", "ids", ids)));
    assertDue(
        api.put(
            "/accounts/1111-2222-3333/users/bob/password", Map.of("password", "battery staple")));
    assertDue(api.delete("/accounts/1111-2222-3333/users/bob/password"));
    assertDue(api.post("/accounts/1111-2222-3333/users/bob/promote"));
    assertDue(api.post("/accounts/1111-2222-3333/users/root/deactivate"));
    assertDue(api.post("/users", user("mallory", true)));
    assertThat(keys()).isEqualTo(keys + 2);
    assertThat(site.fixture.stored(own.key().id()).active()).isFalse();
    assertThat(
            site.fixture
                .sallyport
                .ownerManager()
                .user(new Owner(AdminApplication.ACCOUNT, "mallory")))
        .isEmpty();

    assertThat(api.patch(ofBob, "*", Map.of("scopes", List.of("chat:read"))).status())
        .isEqualTo(200);
    assertThat(api.post(ofBob + "/deactivate").status()).isEqualTo(200);
    assertThat(api.post(ofBob + "/activate").status()).isEqualTo(200);
    assertThat(api.post("/accounts/1111-2222-3333/users/bob/deactivate").status()).isEqualTo(200);
    assertThat(api.post("/users", user("cy", false)).status()).isEqualTo(201);
    assertThat(api.delete(ofBob).status()).isEqualTo(204);
  }

  private static Map<String, Object> user(String name, boolean staff) {
    return new TreeMap<>(
        Map.of("accountId", AdminApplication.ACCOUNT, "userId", name, "staff", staff));
  }

  @Test
  void confirmsSessionForFiveMinutesUnderNewId() throws Exception {
    later();
    String stolen = root.cookie(AdminSessions.COOKIE);
    Caller api = api();
    assertThat(api.post("/step-up", Map.of("password", "battery staple")).problem())
        .isEqualTo("wrong-password");
    assertThat(root.cookie(AdminSessions.COOKIE)).isEqualTo(stolen);
    Answer confirmed = api.post("/step-up", Map.of("password", PASSWORD));
    assertThat(confirmed.status()).isEqualTo(204);
    assertThat(api.get("/whoami").status()).as("old session id").isEqualTo(401);
    Matcher cookie =
        Pattern.compile(AdminSessions.COOKIE + "=([\\w-]{43}\\.[\\w-]{43});.*")
            .matcher(confirmed.header("Set-Cookie"));
    assertThat(cookie.matches()).isTrue();
    root.setCookie(AdminSessions.COOKIE, cookie.group(1));
    Map<String, ?> all = Map.of("name", "x", "scopes", List.of("*"));
    assertThat(api().post("/keys", all).status()).isEqualTo(201);
    site.fixture.clock.advance(Duration.ofMinutes(5));
    assertThat(api().post("/keys", all).status()).isEqualTo(201);
    site.fixture.clock.advance(Duration.ofSeconds(1));
    assertDue(api().post("/keys", all));
  }

  @Test
  void throttlesWrongPasswords() throws Exception {
    later();
    Caller api = api();
    Answer last = api.post("/step-up", Map.of("password", "battery staple"));
    for (int i = 0; i < 100 && last.status() == 403; i++) {
      last = api.post("/step-up", Map.of("password", "battery staple"));
    }
    assertThat(last.status()).isEqualTo(429);
    assertThat(last.problem()).isEqualTo("too-many-attempts");
    assertThat(last.header("Retry-After")).isNotEmpty();
    assertThat(api.post("/step-up", Map.of("password", PASSWORD)).status()).isEqualTo(429);
    Map<String, String> wrong = Map.of("name", "x", "step-up-password", "battery staple");
    Answer page = root.send("/keys/new", wrong);
    assertThat(page.status()).as("separate limit of a known device").isEqualTo(403);
    for (int i = 0; i < 100 && page.status() == 403; i++) {
      page = root.send("/keys/new", wrong);
    }
    assertThat(page.status()).isEqualTo(429);
    assertThat(page.header("Retry-After")).isNotEmpty();
    Map<String, String> right = Map.of("name", "x", "step-up-password", PASSWORD);
    assertThat(root.send("/keys/new", right).status()).isEqualTo(429);
    assertThat(keys()).isZero();
  }

  @Test
  void requiresNoConfirmationOfKeys() throws Exception {
    Caller key = site.as(site.fixture.create(AdminApplication.ROOT, "*"));
    later();
    assertThat(key.post("/keys", Map.of("name", "x", "scopes", List.of("*"))).status())
        .isEqualTo(201);
    assertThat(key.post("/step-up", Map.of("password", PASSWORD)).status()).isEqualTo(400);
  }

  @Test
  void requiresConfirmationInConsoleAndResumesForm() throws Exception {
    later();
    Map<String, String> form =
        Map.of("name", "my \"key\" <1>", "scopes", "* chat:read", "life", "90d", "reason", "why");
    Answer asked = root.send("/keys/new", form);
    assertThat(asked.status()).isEqualTo(403);
    assertThat(asked.body())
        .contains("Confirm your password", "action=\"/admin/keys/new\"", "type=\"password\"")
        .doesNotContain("<1>");
    assertThat(keys()).isZero();

    Map<String, String> again = hidden(asked);
    again.put("step-up-password", "battery staple");
    Answer wrong = root.forge("/keys/new", again);
    assertThat(wrong.status()).isEqualTo(403);
    assertThat(wrong.body()).contains("Incorrect password.").doesNotContain("battery");
    assertThat(keys()).isZero();

    String stolen = root.cookie(AdminSessions.COOKIE);
    Map<String, String> right = hidden(wrong);
    right.put("step-up-password", PASSWORD);
    Answer created = root.forge("/keys/new", right);
    assertThat(created.status()).as(created.body()).isEqualTo(200);
    assertThat(created.body()).contains("Copy your token now");
    ApiKey key = site.fixture.sallyport.keys().list(ApiKeyQuery.all()).items().get(0);
    assertThat(key.name()).isEqualTo("my \"key\" <1>");
    assertThat(key.scopes()).containsExactly("*", "chat:read");
    assertThat(site.fixture.lastEntry().record().reason()).isEqualTo("why");
    assertThat(root.cookie(AdminSessions.COOKIE)).isNotEqualTo(stolen);
    assertThat(root.send("/keys/new", form).status()).as("confirmed").isEqualTo(200);
  }

  @Test
  void doesNotRepeatNewPassword() throws Exception {
    later();
    String given = "battery staple";
    Map<String, String> form =
        Map.of(
            "account",
            AdminApplication.ACCOUNT,
            "user",
            "bob",
            "action",
            "password",
            "password",
            given,
            "reason",
            "");
    Answer asked = root.send("/users/user", form);
    assertThat(asked.status()).isEqualTo(403);
    assertThat(asked.body()).contains("The new password, again").doesNotContain(given);
    Map<String, String> again = hidden(asked);
    assertThat(again).doesNotContainKey("password").containsEntry("action", "password");
    again.put("password", given);
    again.put("step-up-password", PASSWORD);
    assertThat(root.forge("/users/user", again).status()).isEqualTo(303);
    assertThat(site.fixture.sallyport.logins().orElseThrow().logIn("bob", Secret.of(given), ""))
        .isInstanceOf(LoggedIn.class);
  }

  @Test
  void rejectsPasswordInUrl() throws Exception {
    later();
    Answer rejected =
        root.send("/keys/new?step-up-password=" + PASSWORD.replace(' ', '+'), Map.of("name", "x"));
    assertThat(rejected.status()).isEqualTo(400);
    assertDue(api().post("/keys", Map.of("name", "x")));
  }

  private static Map<String, String> hidden(Answer page) {
    Map<String, String> fields = new LinkedHashMap<>();
    Matcher field = FIELD.matcher(page.body().substring(page.body().indexOf("id=\"main\"")));
    while (field.find()) {
      fields.put(
          field.group(1),
          field
              .group(2)
              .replace("&#34;", "\"")
              .replace("&quot;", "\"")
              .replace("&lt;", "<")
              .replace("&gt;", ">")
              .replace("&amp;", "&"));
    }
    return fields;
  }
}
