package dev.sallyport.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.admin.session.AdminSessions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Tests the console behind the host's login. */
@Isolated("what other tests log is not meant")
class HostSignInTest {
  private static final Map<String, String> SETTINGS =
      Map.of(
          "admin-sign-in",
          "host",
          "admin-role",
          "keys",
          "admin-superusers",
          AdminApplication.BOB.toString());
  private static final String SESSION = AdminSessions.COOKIE;
  private static final String[] AS_ADA = {"Host-User", "ada"};

  private final HostLoginServlet host = new HostLoginServlet();
  private AdminSite site;
  private ConsoleCaller ada;

  @BeforeEach
  void start() throws Exception {
    site = new AdminSite(new AdminApplication(), host, SETTINGS);
    ada = new ConsoleCaller(site);
  }

  @AfterEach
  void stop() {
    site.close();
  }

  private static String[] asAda(String... more) {
    return Stream.concat(Arrays.stream(AS_ADA), Arrays.stream(more)).toArray(String[]::new);
  }

  @Test
  void opensSessionForLoginOfHost() throws Exception {
    assertThat(ada.get("/keys", AS_ADA).status()).isEqualTo(200);
    String session = ada.cookie(SESSION);
    assertThat(session).isNotEmpty();
    assertThat(ada.get("/keys", AS_ADA).header("Set-Cookie")).isEmpty();
    assertThat(ada.cookie(SESSION)).isEqualTo(session);
    assertThat(ada.get("/keys", "Host-User", "bob").status()).isEqualTo(200);
    assertThat(ada.cookie(SESSION)).as("session of another user").isNotEqualTo(session);
    assertThat(ada.get("/keys").status()).as("no user").isEqualTo(403);
    assertThat(ada.cookie(SESSION)).isEmpty();
  }

  /** Clients that send HEAD, such as monitoring, often have no cookies. */
  @Test
  void opensNoSessionForHead() throws Exception {
    Answer head = site.send("HEAD", "/admin/keys", List.of(AS_ADA), "");
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("Set-Cookie")).isEmpty();
  }

  @Test
  void endsLoginOfHostAtSignOut() throws Exception {
    String token = ConsoleCaller.token(ada.get("/keys", AS_ADA));
    Answer out = ada.forge("/sign-out", Map.of("csrf-token", token), AS_ADA);
    assertThat(out.header("Location")).isEqualTo("/admin/sign-in");
    assertThat(host.loggedOut).containsExactly("ada");
    assertThat(ada.cookie(SESSION)).isEmpty();
    assertThat(ada.get("/keys", AS_ADA).status()).isEqualTo(403);
  }

  @Test
  void signsOutEvenIfLogoutOfHostFails() throws Exception {
    String token = ConsoleCaller.token(ada.get("/keys", AS_ADA));
    host.isStuck = true;
    try (CapturedLog log = new CapturedLog()) {
      Answer out = ada.forge("/sign-out", Map.of("csrf-token", token), AS_ADA);
      assertThat(out.header("Location")).isEqualTo("/admin/sign-in");
      assertThat(log.lines())
          .contains("WARN Could not end the host's login at a sign-out: the login is stuck");
    }
    assertThat(ada.cookie(SESSION)).isEmpty();
  }

  @Test
  void doesNotOpenSessionForOtherSites() throws Exception {
    for (String from : List.of("cross-site", "same-site")) {
      Answer rejected = ada.get("/keys", asAda(FetchMetadata.headers(from, "no-cors", "image")));
      assertThat(rejected.status()).as(from).isEqualTo(403);
      assertThat(rejected.body()).contains("Another site requested", "href=\"/admin/\"");
      assertThat(rejected.header("Set-Cookie")).isEmpty();
    }
    assertThat(ada.get("/keys", asAda("Origin", "https://evil.example")).header("Set-Cookie"))
        .isEmpty();
    Answer sent = ada.forge("/keys/new", Map.of("name", "x"), asAda("Sec-Fetch-Site", "none"));
    assertThat(sent.status()).isEqualTo(403);
    assertThat(sent.header("Set-Cookie")).as("no session for a form").isEmpty();
    assertThat(ada.get("/keys", asAda("Sec-Fetch-Site", "none")).status()).isEqualTo(200);
    assertThat(ada.cookie(SESSION)).isNotEmpty();
  }

  @Test
  void showsLinkAfterSingleSignOnOfAnotherSite() throws Exception {
    for (String from : List.of("cross-site", "same-site")) {
      Answer page = ada.get("/keys?q=a", asAda(FetchMetadata.navigation(from)));
      assertThat(page.status()).as(from).isEqualTo(200);
      assertThat(page.body()).contains("href=\"/admin/keys?q=a\">Continue to the console");
      assertThat(page.header("Set-Cookie")).as("no session").isEmpty();
    }
    assertThat(ada.get("/keys?q=a", asAda(FetchMetadata.navigation("same-origin"))).status())
        .isEqualTo(200);
    assertThat(ada.cookie(SESSION)).isNotEmpty();
  }

  @Test
  void limitsSessionsOfClientsWithoutCookies() throws Exception {
    ada.get("/keys", AS_ADA);
    String first = ada.cookie(SESSION);
    for (int i = 0; i < AdminSessions.MAX_OF_OWNER; i++) {
      site.fixture.clock.advance(Duration.ofSeconds(1));
      new ConsoleCaller(site).get("/keys", AS_ADA);
    }
    assertThat(ada.get("/keys", AS_ADA).status()).isEqualTo(200);
    assertThat(ada.cookie(SESSION)).as("first session has ended").isNotEqualTo(first);
  }

  /** Without an old password to check, a stolen session could set a new one. */
  @Test
  void rejectsChangeOfOwnPassword() throws Exception {
    ConsoleCaller bob = new ConsoleCaller(site);
    String[] asBob = {"Host-User", "bob"};
    Answer page = bob.get("/users/user?account=1111-2222-3333&user=bob", asBob);
    assertThat(page.body())
        .contains("Another superuser can set it for you.")
        .doesNotContain("autocomplete=\"new-password\"");
    Map<String, String> fields =
        Map.of(
            "account", AdminApplication.ACCOUNT,
            "user", "bob",
            "action", "password",
            "password", "battery staple",
            "csrf-token", ConsoleCaller.token(page));
    Answer rejected = bob.forge("/users/user", fields, asBob);
    assertThat(rejected.status()).isEqualTo(422);
    assertThat(rejected.body()).contains("ask another superuser to set it");
    var user = site.fixture.sallyport.ownerManager().user(AdminApplication.BOB).orElseThrow();
    assertThat(user.passwordHash()).isNull();
  }

  /**
   * Without a password to check, a stolen session could create a management key that outlives it.
   */
  @Test
  void grantsManagementScopesOnlyWithRecentLogin() throws Exception {
    ConsoleCaller bob = new ConsoleCaller(site);
    String[] silent = {"Host-User", "bob"};
    for (String scope : List.of("*", "admin:*", "admin:read")) {
      Answer rejected = make(bob, scope, silent);
      assertThat(rejected.status()).as(scope).isEqualTo(403);
      assertThat(rejected.body())
          .contains("sign in there again")
          .doesNotContain("type=\"password\"");
    }
    assertThat(make(bob, "chat:read", silent).status()).isEqualTo(200);
    String lately = site.fixture.clock.instant().minusSeconds(299).toString();
    assertThat(make(bob, "*", "Host-User", "bob", "Host-Login", lately).status()).isEqualTo(200);
    String earlier = site.fixture.clock.instant().minusSeconds(301).toString();
    String[] withLogin = {"Host-User", "bob", "Host-Login", earlier};
    assertThat(make(bob, "*", withLogin).status()).isEqualTo(403);
    assertThat(make(bob, "chat:read", withLogin).status()).as("shows a token").isEqualTo(403);
  }

  private static Answer make(ConsoleCaller caller, String scope, String... headers)
      throws Exception {
    String csrf = ConsoleCaller.token(caller.get("/keys", headers));
    Map<String, String> fields =
        Map.of(
            "name",
            "x",
            "life",
            "90d",
            "scopes",
            scope,
            "form",
            UUID.randomUUID().toString(),
            "csrf-token",
            csrf);
    return caller.forge("/keys/new", fields, headers);
  }
}
