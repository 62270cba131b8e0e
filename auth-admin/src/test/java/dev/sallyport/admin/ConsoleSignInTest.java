package dev.sallyport.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sallyport.admin.console.signin.SavedRequest;
import dev.sallyport.admin.session.AdminSessions;
import dev.sallyport.key.Owner;
import dev.sallyport.token.Secret;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleSignInTest {
  private static final String PASSWORD = "many words in a row";
  private static final String SESSION = AdminSessions.COOKIE;
  private static final Map<String, String> SETTINGS =
      Map.of("admin-sign-in", "directory", "admin-superusers", AdminApplication.ROOT.toString());

  private AdminApplication fixture;
  private AdminSite site;
  private ConsoleCaller caller;

  @BeforeEach
  void start() throws Exception {
    fixture = new AdminApplication();
    for (Owner owner : List.of(AdminApplication.ROOT, AdminApplication.ADA)) {
      fixture.sallyport.ownerManager().setPassword(owner, Secret.of(PASSWORD));
    }
    site = new AdminSite(fixture, new AdminServlet(), SETTINGS);
    caller = new ConsoleCaller(site);
  }

  @AfterEach
  void stop() {
    site.close();
    fixture.close();
  }

  @Test
  void redirectsToSignInAndBackToRequestedPage() throws Exception {
    assertThat(caller.get("").header("Location")).isEqualTo("/admin/");
    assertThat(caller.get("/").header("Location")).isEqualTo("/admin/sign-in");
    Answer asked = caller.get("/keys?q=a+b&page=2");
    assertThat(asked.status()).isEqualTo(303);
    assertThat(asked.header("Location"))
        .isEqualTo("/admin/sign-in?next=%2Fkeys%3Fq%3Da%2Bb%26page%3D2");
    Map<String, String> fields =
        Map.of("username", "ada", "password", PASSWORD, "next", "/keys?q=a+b&page=2");
    Answer entered = caller.send("/sign-in", fields);
    assertThat(entered.status()).isEqualTo(303);
    assertThat(entered.header("Location")).isEqualTo("/admin/keys?q=a+b&page=2");
    assertThat(caller.get("/keys").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "evil",
        "/a\r\nSet-Cookie: x=y",
        ""
      })
  void redirectsOnlyWithinTheConsole(String next) throws Exception {
    Answer entered =
        caller.send("/sign-in", Map.of("username", "ada", "password", PASSWORD, "next", next));
    assertThat(entered.header("Location")).isEqualTo("/admin/");
  }

  @Test
  void rejectsWrongPasswordWithoutDetailsAndSession() throws Exception {
    Answer wrong = caller.signIn("ada", "a wrong password");
    Answer unknown = caller.signIn("xyz", "a wrong password");
    assertThat(wrong.status()).isEqualTo(403).isEqualTo(unknown.status());
    assertThat(wrong.body().replace("ada", "xyz")).isEqualTo(unknown.body());
    assertThat(wrong.body())
        .contains("Incorrect username or password")
        .doesNotContain("a wrong password");
    assertThat(caller.cookie(SESSION)).isEmpty();
  }

  @Test
  void acceptsKnownDeviceDuringThrottling() throws Exception {
    assertThat(caller.signIn("ada", PASSWORD).status()).isEqualTo(303);
    for (int i = 0; i < 10; i++) {
      fixture.sallyport.logins().orElseThrow().logIn("ada", Secret.of("wrong"), "127.0.0.1");
    }

    assertThat(new ConsoleCaller(site).signIn("ada", PASSWORD).status()).isEqualTo(429);
    assertThat(caller.signIn("ada", PASSWORD).status()).isEqualTo(303);

    Secret another = Secret.of("another password");
    fixture.sallyport.ownerManager().setPassword(AdminApplication.ADA, another);
    assertThat(caller.signIn("ada", another.reveal()).status())
        .as("device cookie of the old password")
        .isEqualTo(429);
  }

  @Test
  void acceptsOnlyStaff() throws Exception {
    fixture.sallyport.ownerManager().removeStaff(AdminApplication.ADA);
    assertThat(caller.signIn("ada", PASSWORD).body()).contains("for staff users only");
    fixture.sallyport.ownerManager().grantStaff(AdminApplication.ADA);
    fixture.sallyport.ownerManager().deactivateUser(AdminApplication.ADA);
    assertThat(caller.signIn("ada", PASSWORD).body()).contains("Incorrect username or password");
    assertThat(caller.cookie(SESSION)).isEmpty();
  }

  @Test
  void reportsWaitingTimeAfterTooManyAttempts() throws Exception {
    Answer last = caller.signIn("ada", "a wrong password");
    while (last.status() == 403) {
      last = caller.signIn("ada", "a wrong password");
    }
    assertThat(last.status()).isEqualTo(429);
    assertThat(last.header("Retry-After")).isEqualTo("30");
    assertThat(last.body()).contains("Try again in 30 seconds.");
    assertThat(caller.signIn("ada", PASSWORD).status()).as("correct password").isEqualTo(429);
    fixture.clock.advance(Duration.ofMinutes(6));
    assertThat(caller.signIn("ada", PASSWORD).status()).isEqualTo(303);
  }

  @Test
  void restrictsCookies() throws Exception {
    Answer page = caller.get("/sign-in");
    assertThat(page.header("Set-Cookie"))
        .matches("sallyport-admin-form=[\\w-]{43}; Path=/admin; HttpOnly; SameSite=Strict");
    List<String> cookies =
        caller.signIn("ada", PASSWORD).response().headers().allValues("Set-Cookie");
    assertThat(cookies)
        .anyMatch(
            it ->
                it.matches(
                    "sallyport-admin=[\\w-]{43}\\.[\\w-]{43}; Path=/admin; HttpOnly;"
                        + " SameSite=Strict"))
        .anyMatch(it -> it.startsWith("sallyport-admin-form=;") && it.contains("Max-Age=0"));
  }

  @Test
  void preventsSessionFixation() throws Exception {
    caller.signIn("ada", PASSWORD);
    String first = caller.cookie(SESSION);
    ConsoleCaller victim = new ConsoleCaller(site);
    victim.setCookie(SESSION, first);
    victim.send("/sign-out", Map.of());
    String planted = "x".repeat(43) + "." + "y".repeat(43);
    victim.setCookie(SESSION, planted);
    victim.signIn("root", PASSWORD);
    assertThat(victim.cookie(SESSION)).isNotEqualTo(first).isNotEqualTo(planted);
    assertThat(victim.get("/users").status()).isEqualTo(200);
    assertThat(caller.get("/keys").header("Location")).contains("sign-in");
  }

  @Test
  void rejectsSignInFromOtherSites() throws Exception {
    Map<String, String> fields = Map.of("username", "ada", "password", PASSWORD);
    assertThat(caller.forge("/sign-in", fields).status()).isEqualTo(403);
    assertThat(caller.send("/sign-in", fields, "Sec-Fetch-Site", "cross-site").status())
        .isEqualTo(403);
    assertThat(caller.send("/sign-in", fields, "Origin", "https://evil.example").status())
        .isEqualTo(403);
    assertThat(caller.cookie(SESSION)).isEmpty();
    assertThat(caller.send("/sign-in", fields, "Sec-Fetch-Site", "same-origin").status())
        .isEqualTo(303);
  }

  @Test
  void endsSessionOnServerAtSignOut() throws Exception {
    caller.signIn("ada", PASSWORD);
    ConsoleCaller thief = new ConsoleCaller(site);
    thief.setCookie(SESSION, caller.cookie(SESSION));
    assertThat(thief.get("/keys").status()).isEqualTo(200);
    assertThat(caller.send("/sign-out", Map.of()).header("Location")).isEqualTo("/admin/sign-in");
    assertThat(thief.get("/keys").status()).isEqualTo(303);
    assertThat(caller.get("/sign-out").header("Location")).contains("/admin/sign-in");
  }

  @Test
  void recordsSignInAndSignOutButNoFailures() throws Exception {
    caller.signIn("ada", "a wrong password");
    caller.signIn("ada", PASSWORD);
    assertThat(fixture.lastEntry().record().action()).isEqualTo("user.signed-in");
    caller.send("/sign-out", Map.of());
    assertThat(fixture.sallyport.audit().latest(2))
        .extracting(it -> it.record().action(), it -> it.record().subject())
        .containsExactly(
            tuple("user.signed-out", "user:" + AdminApplication.ADA),
            tuple("user.signed-in", "user:" + AdminApplication.ADA));
    assertThat(fixture.lastEntry().record().actor()).isEqualTo("user:" + AdminApplication.ADA);
    assertThat(fixture.lastEntry().record().origin()).isEqualTo("127.0.0.1");
    assertThat(fixture.sallyport.audit().latestOf("user:" + AdminApplication.ADA, 10))
        .extracting(it -> it.record().action())
        .containsExactly("user.signed-out", "user.signed-in", "user.password-set", "user.created");
  }

  @Test
  void rejectsPasswordInUrl() throws Exception {
    String token = ConsoleCaller.token(caller.get("/sign-in"));
    String query = "?username=ada&password=" + PASSWORD.replace(' ', '+');
    Map<String, String> form = Map.of("csrf-token", token);
    Answer rejected = caller.forge("/sign-in" + query, form);
    assertThat(rejected.status()).isEqualTo(400);
    assertThat(rejected.body()).contains("must not be part of a URL").doesNotContain(PASSWORD);
    assertThat(caller.forge("/sign-in" + query + "&csrf-token=" + token, Map.of()).status())
        .isEqualTo(400);
    assertThat(caller.cookie(SESSION)).isEmpty();
    assertThat(caller.get("/sign-in" + query).body()).doesNotContain(PASSWORD);
  }

  @Test
  void supportsFormsInTwoTabs() throws Exception {
    Map<String, String> fields = Map.of("username", "ada", "password", PASSWORD);
    Map<String, String> first = withToken(fields, caller.get("/sign-in"));
    Map<String, String> second = withToken(fields, caller.get("/sign-in?next=/keys"));
    assertThat(caller.forge("/sign-in", first).header("Location")).isEqualTo("/admin/");
    Answer late = caller.forge("/sign-in", second);
    assertThat(late.status()).as("already signed in").isEqualTo(303);
    assertThat(late.header("Location")).isEqualTo("/admin/");
    assertThat(caller.get("/keys").status()).isEqualTo(200);
    caller.send("/sign-out", Map.of());
    Answer again = caller.forge("/sign-in", second);
    assertThat(again.status()).as("deleted cookie").isEqualTo(403);
    assertThat(caller.forge("/sign-in", withToken(fields, again)).status()).isEqualTo(303);
  }

  private static Map<String, String> withToken(Map<String, String> fields, Answer page) {
    Map<String, String> all = new HashMap<>(fields);
    all.put("csrf-token", ConsoleCaller.token(page));
    return all;
  }

  @Test
  void rejectsFramesAndImagesOfOtherSitesButAllowsLinks() throws Exception {
    caller.signIn("ada", PASSWORD);
    for (String site : List.of("same-site", "cross-site")) {
      for (String[] means :
          List.of(
              new String[] {"no-cors", "image"},
              new String[] {"cors", "empty"},
              new String[] {"navigate", "iframe"})) {
        Answer rejected = caller.get("/keys", FetchMetadata.headers(site, means[0], means[1]));
        assertThat(rejected.status()).as(site + " " + means[1]).isEqualTo(403);
        assertThat(rejected.body()).contains("Another site requested").doesNotContain("ada");
      }
      assertThat(caller.get("/keys", FetchMetadata.headers(site, "navigate", "document")).status())
          .isEqualTo(200);
    }
    assertThat(caller.get("/keys", "Origin", "https://evil.example").status()).isEqualTo(403);
    assertThat(caller.get("/keys", FetchMetadata.headers("same-origin", "cors", "empty")).status())
        .isEqualTo(200);
    assertThat(caller.get("/keys").status()).as("session continues").isEqualTo(200);
  }

  @Test
  void endsSessionAfterPasswordChangeAndDeactivation() throws Exception {
    caller.signIn("ada", PASSWORD);
    fixture.sallyport.ownerManager().setPassword(AdminApplication.ADA, Secret.of(PASSWORD));
    Answer over = caller.get("/keys");
    assertThat(over.status()).isEqualTo(303);
    assertThat(over.header("Set-Cookie")).startsWith("sallyport-admin=;").contains("Max-Age=0");
    caller.signIn("ada", PASSWORD);
    String cookie = caller.cookie(SESSION);
    fixture.sallyport.ownerManager().deactivateUser(AdminApplication.ADA);
    assertThat(caller.get("/keys").status()).isEqualTo(303);
    fixture.sallyport.ownerManager().activateUser(AdminApplication.ADA);
    caller.setCookie(SESSION, cookie);
    assertThat(caller.get("/keys").status()).isEqualTo(303);
  }

  @Test
  void keepsSessionsOfInstancesApart() throws Exception {
    AdminServlet shared = new AdminServlet();
    AdminApplication other = new AdminApplication();
    other.sallyport.ownerManager().setPassword(AdminApplication.ADA, Secret.of(PASSWORD));
    fixture.sallyport.ownerManager().setPassword(AdminApplication.BOB, Secret.of(PASSWORD));
    try (AdminSite one = new AdminSite(fixture, shared, SETTINGS);
        AdminSite two = new AdminSite(other, shared, SETTINGS)) {
      ConsoleCaller bob = new ConsoleCaller(one);
      bob.signIn("bob", PASSWORD);
      ConsoleCaller ada = new ConsoleCaller(two);
      ada.signIn("ada", PASSWORD);
      assertThat(bob.get("/keys").status()).isEqualTo(200);
      assertThat(ada.get("/keys").status()).isEqualTo(200);
      ConsoleCaller unauthenticated = new ConsoleCaller(one);
      unauthenticated.setCookie(SESSION, ada.cookie(SESSION));
      assertThat(unauthenticated.get("/keys").status())
          .as("session of another instance")
          .isEqualTo(303);
    }
  }

  @Test
  void endsSessionOfDemotedUser() throws Exception {
    caller.signIn("ada", PASSWORD);
    fixture.sallyport.ownerManager().removeStaff(AdminApplication.ADA);
    assertThat(caller.get("/keys").status()).isEqualTo(303);
  }

  @Test
  void redirectsHtmxRequestsToSignIn() throws Exception {
    Answer answer = caller.get("/keys?q=x", "HX-Request", "true");
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.header("HX-Redirect")).startsWith("/admin/sign-in?next=");
  }

  @Test
  void explainsHowToEnableTheConsole() throws Exception {
    AdminApplication other = new AdminApplication();
    try (AdminSite disabled = new AdminSite(other, new AdminServlet(), Map.of())) {
      ConsoleCaller unauthenticated = new ConsoleCaller(disabled);
      for (String path : List.of("/", "/keys", "/sign-in", "/no/such")) {
        Answer page = unauthenticated.get(path);
        assertThat(page.status()).isEqualTo(403);
        assertThat(page.body()).contains("admin-sign-in", "SALLYPORT_ADMIN_SIGN_IN");
      }
      Answer sent =
          unauthenticated.forge("/sign-in", Map.of("username", "ada", "password", "something"));
      assertThat(sent.body()).contains("The console is disabled");
      assertThat(unauthenticated.cookie(SESSION)).isEmpty();
    }
  }

  @Test
  void keepsRequestedPageForEveryPage() throws Exception {
    for (String next : List.of("/audit?subject=key:1-2", "/keys?scope=chat%3A*")) {
      Map<String, String> fields = Map.of("username", "ada", "password", PASSWORD, "next", next);
      Answer entered = new ConsoleCaller(site).send("/sign-in", fields);
      assertThat(entered.header("Location")).isEqualTo("/admin" + next);
    }
  }

  /** The account is asked for after every failure, so nothing tells which usernames exist. */
  @Test
  void asksForTheAccountOfAUsernameThatExistsInSeveral() throws Exception {
    Owner namesake = new Owner(AdminApplication.OTHER_ACCOUNT, "ada");
    fixture.addUser(namesake, true);
    fixture.sallyport.ownerManager().setPassword(namesake, Secret.of("other words in a row"));
    assertThat(caller.get("/sign-in").body()).doesNotContain("name=\"account\"");
    String unknown = caller.signIn("unknown", PASSWORD).body();
    assertThat(unknown).contains("Incorrect username or password", "name=\"account\"");
    assertThat(caller.signIn("ada", PASSWORD).body().replaceAll("value=\"[^\"]*\"", ""))
        .isEqualTo(unknown.replaceAll("value=\"[^\"]*\"", ""));
    Map<String, String> other =
        Map.of("account", namesake.accountId(), "username", "ada", "password", PASSWORD);
    assertThat(caller.send("/sign-in", other).status()).isEqualTo(403);
    Map<String, String> own =
        Map.of("account", AdminApplication.ACCOUNT, "username", "ada", "password", PASSWORD);
    assertThat(caller.send("/sign-in", own).status()).isEqualTo(303);
    assertThat(fixture.lastEntry().record().actor()).isEqualTo("user:" + AdminApplication.ADA);
  }

  @Test
  void rejectsPasswordInUrlOfOtherForms() throws Exception {
    caller.signIn("root", PASSWORD);
    long before = fixture.lastEntry().sequence();
    for (String path :
        List.of(
            "/password?old=" + PASSWORD + "&password=another+one+now&again=another+one+now",
            "/users?user=x&account-id=" + AdminApplication.ACCOUNT + "&password=" + PASSWORD,
            "/users/user?account=1111-2222-3333&user=ada&action=password&password=" + PASSWORD)) {
      Answer rejected = caller.send(path.replace(' ', '+'), Map.of());
      assertThat(rejected.status()).as(path).isEqualTo(400);
      assertThat(rejected.body()).contains("must not be part of a URL").doesNotContain(PASSWORD);
    }
    assertThat(fixture.lastEntry().sequence()).isEqualTo(before);
  }

  @Test
  void reportsCookieOfAnotherApplication() throws Exception {
    caller.setCookie(SESSION, "x");
    caller.setCookie(" " + SESSION, "y");
    caller.signIn("ada", PASSWORD);
    assertThat(caller.get("/keys").status()).as("ignored session").isEqualTo(303);
    assertThat(caller.get("/sign-in").body())
        .contains("Another application of this domain has set a cookie named sallyport-admin");
    assertThat(new ConsoleCaller(site).get("/sign-in").body()).doesNotContain("has set a cookie");
  }

  @Test
  void continuesSessionAfterLinkOfAnotherSite() throws Exception {
    caller.signIn("ada", PASSWORD);
    ConsoleCaller withheld =
        new ConsoleCaller(site); // the browser withholds the SameSite=Strict cookie
    for (String from : List.of("cross-site", "same-site")) {
      Answer page = withheld.get("/keys?q=%22a", FetchMetadata.navigation(from));
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.body()).contains("href=\"/admin/keys?q=%22a\">Continue to the console");
      assertThat(page.body()).doesNotContain("name=\"password\"");
    }
    Answer signInPage =
        withheld.get("/sign-in?next=/keys&password=x", FetchMetadata.navigation("cross-site"));
    assertThat(signInPage.body()).contains("href=\"/admin/keys\">").doesNotContain("password");
    for (String other : List.of("//evil.example", "/../app?id=1", "/%2e%2e/app", "/keys/../..")) {
      assertThat(SavedRequest.pageOf(other)).as(other).isEqualTo("/");
    }
    assertThat(SavedRequest.pageOf("/keys?q=a.b%20c")).isEqualTo("/keys?q=a.b%20c");
    assertThat(caller.get("/keys", FetchMetadata.navigation("same-origin")).status())
        .isEqualTo(200);
    assertThat(withheld.get("/keys", FetchMetadata.navigation("same-origin")).header("Location"))
        .isEqualTo("/admin/sign-in?next=%2Fkeys");
  }

  @Test
  void redirectsSecondSignInToRequestedPage() throws Exception {
    Map<String, String> form =
        withToken(
            Map.of("username", "ada", "password", PASSWORD, "next", "/keys"),
            caller.get("/sign-in?next=/keys"));
    caller.signIn("ada", PASSWORD);
    assertThat(caller.forge("/sign-in", form).header("Location")).isEqualTo("/admin/keys");
    assertThat(caller.get("/sign-in?next=/keys").header("Location")).isEqualTo("/admin/keys");
  }
}
