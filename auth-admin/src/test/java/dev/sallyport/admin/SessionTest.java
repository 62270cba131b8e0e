package dev.sallyport.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.admin.AdminSite.Caller;
import dev.sallyport.admin.session.AdminSessions;
import dev.sallyport.key.Owner;
import dev.sallyport.key.OwnerProfile;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.session.SessionStore;
import dev.sallyport.spi.PasswordDirectory;
import dev.sallyport.token.Digester;
import dev.sallyport.token.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionTest {
  private static final Map<String, String> SETTINGS =
      Map.of(
          "admin-sign-in", "directory",
          "admin-superusers", AdminApplication.ROOT.toString(),
          "admin-grantable-scopes", "chat:*",
          "admin-session-idle", "30m",
          "admin-session-max", "2h");

  private AdminApplication fixture;
  private AdminSite site;

  @BeforeEach
  void start() throws Exception {
    fixture = new AdminApplication();
    for (Owner owner : List.of(AdminApplication.ROOT, AdminApplication.ADA)) {
      setPassword(owner);
    }
    site = new AdminSite(fixture, new SessionServlet(fixture, SETTINGS), Map.of());
  }

  private void setPassword(Owner owner) {
    fixture.sallyport.ownerManager().setPassword(owner, Secret.of("many words in a row"));
  }

  @AfterEach
  void stop() {
    site.close();
  }

  private record SignedIn(String cookie, String csrf) {
    String pair() {
      return cookie.split(";", 2)[0];
    }
  }

  private SignedIn enter(Owner owner, String... headers) throws Exception {
    String path = "/admin/enter/" + owner.accountId() + "/" + owner.userId();
    Answer answer = site.send("POST", path, List.of(headers), "");
    return new SignedIn(answer.header("Set-Cookie"), answer.body());
  }

  private Caller as(SignedIn in, String... headers) {
    List<String> all = new ArrayList<>(List.of("Cookie", in.pair()));
    all.addAll(List.of(headers));
    return site.with(all.toArray(String[]::new));
  }

  private Caller writing(SignedIn in, String... headers) {
    List<String> all = new ArrayList<>(List.of("X-CSRF-Token", in.csrf()));
    all.addAll(List.of(headers));
    return as(in, all.toArray(String[]::new));
  }

  @Test
  void requiresCsrfTokenForChanges() throws Exception {
    SignedIn root = enter(AdminApplication.ROOT);
    assertThat(as(root).get("/whoami").at("/userId")).isEqualTo("root");
    assertThat(as(root).get("/whoami").json().path("keyId").isNull()).isTrue();
    assertThat(as(root).post("/keys", Map.of("name", "x")).problem()).isEqualTo("cross-site");
    assertThat(writing(root).post("/keys", Map.of("name", "x")).status()).isEqualTo(201);
    assertThat(fixture.lastEntry().record().actor()).isEqualTo("user:" + AdminApplication.ROOT);
    assertThat(fixture.lastEntry().record().origin()).isEqualTo("127.0.0.1");
  }

  @Test
  void rejectsForeignTokensAndOtherSites() throws Exception {
    SignedIn root = enter(AdminApplication.ROOT);
    SignedIn other = enter(AdminApplication.ROOT);
    Map<String, Object> body = Map.of("name", "x");
    assertThat(as(root, "X-CSRF-Token", other.csrf()).post("/keys", body).status()).isEqualTo(403);
    for (List<String> foreign :
        List.of(
            List.of("Sec-Fetch-Site", "cross-site"),
            List.of("Sec-Fetch-Site", "same-site"),
            List.of("Origin", "https://evil.example"),
            List.of("Origin", "null"),
            List.of("Origin", "http://127.0.0.1:1"))) {
      Caller caller = writing(root, foreign.toArray(String[]::new));
      assertThat(caller.post("/keys", body).status()).as("" + foreign).isEqualTo(403);
    }
    Caller own =
        writing(root, "Sec-Fetch-Site", "same-origin", "Origin", "https://proxied.example");
    assertThat(own.post("/keys", body).status()).isEqualTo(201);
  }

  @Test
  void restrictsCookieAndRenewsIdAtSignIn() throws Exception {
    SignedIn first = enter(AdminApplication.ADA);
    assertThat(first.cookie())
        .matches("sallyport-admin=[\\w-]{43}\\.[\\w-]{43}; Path=/admin; HttpOnly; SameSite=Strict");
    SignedIn second = enter(AdminApplication.ADA, "Cookie", first.pair());
    assertThat(second.cookie()).isNotEqualTo(first.cookie());
    assertThat(as(first).get("/whoami").status()).as("previous session has ended").isEqualTo(401);
    assertThat(as(second).get("/whoami").status()).isEqualTo(200);
    Answer left = site.send("POST", "/admin/leave", as(second).headers(), "");
    assertThat(left.header("Set-Cookie")).startsWith("sallyport-admin=;").contains("Max-Age=0");
    assertThat(as(second).get("/whoami").status()).isEqualTo(401);
  }

  @Test
  void endsWhenIdleAndAtMaximumDuration() throws Exception {
    SignedIn ada = enter(AdminApplication.ADA);
    for (int i = 0; i < 5; i++) {
      assertThat(as(ada).get("/whoami").status()).isEqualTo(200);
      fixture.clock.advance(Duration.ofMinutes(23));
    }
    assertThat(as(ada).get("/whoami").status()).isEqualTo(200);
    fixture.clock.advance(Duration.ofMinutes(5));
    assertThat(as(ada).get("/whoami").status()).as("after two hours").isEqualTo(401);
    SignedIn again = enter(AdminApplication.ADA);
    fixture.clock.advance(Duration.ofMinutes(31));
    assertThat(as(again).get("/whoami").status()).as("idle").isEqualTo(401);
  }

  @Test
  void isNotProlongedByDeniedRequests() throws Exception {
    SignedIn ada = enter(AdminApplication.ADA);
    fixture.clock.advance(Duration.ofMinutes(25));
    assertThat(as(ada).post("/keys", Map.of("name", "x")).problem()).isEqualTo("cross-site");
    assertThat(as(ada, "Sec-Fetch-Site", "same-site").get("/whoami").status()).isEqualTo(403);
    fixture.clock.advance(Duration.ofMinutes(6));
    assertThat(as(ada).get("/whoami").status()).isEqualTo(401);
  }

  @Test
  void isShortenedByALowerMaximumDuration() throws Exception {
    SignedIn ada = enter(AdminApplication.ADA);
    Map<String, String> lower = new HashMap<>(SETTINGS);
    lower.put("admin-session-max", "1h");
    try (AdminSite later = new AdminSite(fixture, new SessionServlet(fixture, lower), Map.of())) {
      for (int i = 0; i < 2; i++) {
        fixture.clock.advance(Duration.ofMinutes(29));
        assertThat(later.with("Cookie", ada.pair()).get("/whoami").status()).isEqualTo(200);
      }
      fixture.clock.advance(Duration.ofMinutes(2));
      assertThat(later.with("Cookie", ada.pair()).get("/whoami").status()).isEqualTo(401);
      assertThat(as(ada).get("/whoami").status()).as("the former maximum").isEqualTo(200);
    }
  }

  /** Directories may have no versions of passwords, like a session of the host's login. */
  @Test
  void isNotOpenedByAPasswordIfTheHostOpenedIt() throws Exception {
    PasswordDirectory withoutVersions =
        new PasswordDirectory() {
          @Override
          public Optional<OwnerProfile> find(Owner owner) {
            return fixture.backend.owners().find(owner);
          }

          @Override
          public Optional<Owner> findByUserId(String userId) {
            return fixture.backend.owners().findByUserId(userId);
          }

          @Override
          public Optional<Owner> authenticate(String username, Secret password) {
            return Optional.empty();
          }
        };
    AdminApplication other =
        new AdminApplication(
            Sallyport.builder(fixture.backend.keys(), withoutVersions)
                .ignoreEnvironment()
                .digester(Digester.sha512())
                .build());
    String path = "/admin/enter/" + AdminApplication.ACCOUNT + "/ada";
    Map<String, String> byHost = Map.of("admin-sign-in", "host");
    try (AdminSite host = new AdminSite(other, new SessionServlet(other, byHost), Map.of());
        AdminSite later = new AdminSite(other, new SessionServlet(other, SETTINGS), Map.of())) {
      assertThat(later.with("Cookie", cookie(later, path)).get("/whoami").status()).isEqualTo(200);
      assertThat(later.with("Cookie", cookie(host, path)).get("/whoami").status()).isEqualTo(401);
    }
  }

  @Test
  void recordsAUseAtMostOnceAMinuteOrATenthOfTheIdleTime() throws Exception {
    for (String idle : List.of("30m", "5m")) {
      AtomicInteger recorded = new AtomicInteger();
      SessionStore counting =
          Doubles.of(
              SessionStore.class,
              SessionStore.inMemory(),
              (method, work) -> {
                recorded.addAndGet(method.equals("recordUse") ? 1 : 0);
                return work.call();
              });
      AdminApplication other = new AdminApplication(builder -> builder.sessions(counting));
      Map<String, String> settings =
          Map.of("admin-sign-in", "directory", "admin-session-idle", idle);
      other.sallyport.ownerManager().setPassword(AdminApplication.ADA, Secret.of("many words"));
      try (AdminSite otherSite =
          new AdminSite(other, new SessionServlet(other, settings), Map.of())) {
        String path = "/admin/enter/" + AdminApplication.ACCOUNT + "/ada";
        Caller ada = otherSite.with("Cookie", cookie(otherSite, path));
        for (int second = 0; second <= 120; second++) {
          assertThat(ada.get("/whoami").status()).isEqualTo(200);
          other.clock.advance(Duration.ofSeconds(1));
        }
        assertThat(recorded).as(idle).hasValue(idle.equals("30m") ? 2 : 4);
      }
    }
  }

  @Test
  void endsWhenUserIsNoActiveStaff() throws Exception {
    SignedIn ada = enter(AdminApplication.ADA);
    fixture.sallyport.ownerManager().removeStaff(AdminApplication.ADA);
    assertThat(as(ada).get("/whoami").problem()).isEqualTo("not-staff");
    fixture.sallyport.ownerManager().grantStaff(AdminApplication.ADA);
    assertThat(as(ada).get("/whoami").status()).as("permanently").isEqualTo(401);
    SignedIn again = enter(AdminApplication.ADA);
    fixture.sallyport.ownerManager().deactivateAccount(AdminApplication.ACCOUNT);
    Answer rejected = as(again).get("/whoami");
    assertThat(rejected.status()).isEqualTo(403);
    assertThat(rejected.header("Set-Cookie")).startsWith("sallyport-admin=;").contains("Max-Age=0");
    fixture.sallyport.ownerManager().activateAccount(AdminApplication.ACCOUNT);
    assertThat(as(again).get("/whoami").status()).isEqualTo(401);
  }

  @Test
  void endsWhenPasswordChanges() throws Exception {
    SignedIn root = enter(AdminApplication.ROOT);
    SignedIn ada = enter(AdminApplication.ADA);
    SignedIn elsewhere = enter(AdminApplication.ADA);
    setPassword(AdminApplication.ADA);
    assertThat(as(ada).get("/whoami").status()).as("the same password again").isEqualTo(401);
    assertThat(as(elsewhere).get("/whoami").status()).isEqualTo(401);
    SignedIn again = enter(AdminApplication.ADA);
    assertThat(as(again).get("/whoami").status()).isEqualTo(200);
    fixture.sallyport.ownerManager().removePassword(AdminApplication.ADA);
    assertThat(as(again).get("/whoami").status()).isEqualTo(401);
    assertThat(as(root).get("/whoami").status()).as("another user").isEqualTo(200);
  }

  @Test
  void ignoresDuplicateCookies() throws Exception {
    SignedIn ada = enter(AdminApplication.ADA);
    SignedIn thief = enter(AdminApplication.ROOT);
    String own = ada.pair();
    String planted = thief.pair();
    for (String both : List.of(own + "; " + planted, planted + "; " + own, own + "; " + own)) {
      assertThat(site.with("Cookie", both).get("/whoami").status()).as(both).isEqualTo(401);
    }
    assertThat(as(ada).get("/whoami").status()).isEqualTo(200);
  }

  @Test
  void limitsSessionsPerUser() throws Exception {
    SignedIn root = enter(AdminApplication.ROOT);
    List<SignedIn> ofAda = new ArrayList<>();
    for (int i = 0; i < AdminSessions.MAX_OF_OWNER + 1; i++) {
      fixture.clock.advance(Duration.ofSeconds(1));
      ofAda.add(enter(AdminApplication.ADA));
    }
    assertThat(as(ofAda.get(0)).get("/whoami").status()).isEqualTo(401);
    for (SignedIn later : ofAda.subList(1, ofAda.size())) {
      assertThat(as(later).get("/whoami").status()).isEqualTo(200);
    }
    assertThat(as(root).get("/whoami").status()).as("another user").isEqualTo(200);
  }

  @Test
  void rejectsReadsOfOtherSites() throws Exception {
    SignedIn ada = enter(AdminApplication.ADA);
    for (List<String> foreign :
        List.of(
            List.of("Sec-Fetch-Site", "same-site"),
            List.of("Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors"),
            List.of("Sec-Fetch-Site", "none", "Origin", "https://evil.example"),
            List.of("Origin", "https://evil.example"),
            List.of("Origin", "null"))) {
      Answer answer = as(ada, foreign.toArray(String[]::new)).get("/whoami");
      assertThat(answer.status()).as("" + foreign).isEqualTo(403);
      assertThat(answer.problem()).isEqualTo("cross-site");
    }
    for (List<String> own :
        List.of(
            List.of("Sec-Fetch-Site", "same-origin", "Sec-Fetch-Mode", "cors"),
            List.of("Sec-Fetch-Site", "none", "Sec-Fetch-Mode", "navigate"))) {
      assertThat(as(ada, own.toArray(String[]::new)).get("/whoami").status()).isEqualTo(200);
    }
    assertThat(site.with("Sec-Fetch-Site", "same-site").get("/whoami").status())
        .as("no session to protect")
        .isEqualTo(401);
  }

  @Test
  void grantsScopesOfSettingOrAllToSuperusers() throws Exception {
    SignedIn ada = enter(AdminApplication.ADA);
    assertThat(make(ada, "chat:read").status()).isEqualTo(201);
    for (String scope : List.of("admin:read", "admin:*", "*", "files:read")) {
      assertThat(make(ada, scope).problem()).as(scope).isEqualTo("scope-not-grantable");
    }
    assertThat(make(enter(AdminApplication.ROOT), "admin:*").status()).isEqualTo(201);
  }

  @Test
  void rotatesOwnKeys() throws Exception {
    SignedIn ada = enter(AdminApplication.ADA);
    Created own = fixture.create(AdminApplication.ADA, "files:*");
    Created other = fixture.create(AdminApplication.BOB);
    assertThat(writing(ada).post("/keys/" + own.key().id() + "/rotate").status()).isEqualTo(201);
    assertThat(writing(ada).post("/keys/" + other.key().id() + "/rotate").problem())
        .isEqualTo("not-your-key");
  }

  @Test
  void prefersKeyToSession() throws Exception {
    SignedIn root = enter(AdminApplication.ROOT);
    Created ofAda = fixture.create(AdminApplication.ADA, "admin:read");
    Caller both = writing(root, "X-API-Key", ofAda.token().reveal());
    assertThat(both.get("/whoami").at("/userId")).isEqualTo("ada");
    assertThat(both.post("/keys", Map.of("name", "x")).status()).isEqualTo(403);
  }

  @Test
  void isIgnoredWhenConsoleIsDisabled() throws Exception {
    AdminApplication disabled = new AdminApplication();
    try (AdminSite off =
        new AdminSite(disabled, new SessionServlet(disabled, Map.of()), Map.of())) {
      String path = "/admin/enter/" + AdminApplication.ACCOUNT + "/root";
      String cookie = off.send("POST", path, List.of(), "").header("Set-Cookie").split(";", 2)[0];
      assertThat(off.with("Cookie", cookie).get("/whoami").status()).isEqualTo(401);
    }
  }

  @Test
  void dependsOnLoginOfHostAndRole() throws Exception {
    Map<String, String> settings = Map.of("admin-sign-in", "host", "admin-role", "keys");
    AdminApplication other = new AdminApplication();
    try (AdminSite host = new AdminSite(other, new SessionServlet(other, settings), Map.of())) {
      String path = "/admin/enter/" + AdminApplication.ACCOUNT + "/ada";
      assertThat(whoami(host, path, "ada", "keys")).isEqualTo(200);
      assertThat(whoami(host, path, "bob", "keys")).as("another user").isEqualTo(403);
      assertThat(whoami(host, path, "ada", "others")).isEqualTo(403);
      String cookie = cookie(host, path);
      assertThat(host.with("Cookie", cookie).get("/whoami").status()).as("no user").isEqualTo(403);
      assertThat(host.with("Host-User", "ada", "Host-Role", "keys").get("/whoami").status())
          .as("no session")
          .isEqualTo(401);
    }
  }

  private static String cookie(AdminSite host, String path) throws Exception {
    return host.send("POST", path, List.of(), "").header("Set-Cookie").split(";", 2)[0];
  }

  private static int whoami(AdminSite host, String path, String user, String role)
      throws Exception {
    return host.with("Cookie", cookie(host, path), "Host-User", user, "Host-Role", role)
        .get("/whoami")
        .status();
  }

  private Answer make(SignedIn in, String scope) throws Exception {
    return writing(in).post("/keys", Map.of("name", "x", "scopes", List.of(scope)));
  }

  /** Otherwise a stolen session would be enough to take over its user. */
  @Test
  void rejectsChangeOfOwnPassword() throws Exception {
    SignedIn in = enter(AdminApplication.ROOT);
    Caller root = as(in, "X-CSRF-Token", in.csrf());
    Map<String, String> password = Map.of("password", "battery staple");
    for (Answer answer :
        List.of(
            root.put("/accounts/1111-2222-3333/users/root/password", password),
            root.delete("/accounts/1111-2222-3333/users/root/password"))) {
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.problem()).isEqualTo("own-password");
      assertThat(answer.at("/detail")).contains("/password");
    }
    assertThat(root.get("/whoami").status()).as("unchanged password").isEqualTo(200);
    assertThat(root.put("/accounts/1111-2222-3333/users/ada/password", password).status())
        .isEqualTo(200);
    Caller key = site.as(fixture.create(AdminApplication.ROOT, "*"));
    assertThat(key.put("/accounts/1111-2222-3333/users/root/password", password).status())
        .isEqualTo(200);
  }
}
