package dev.sallyport.knox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.audit.AuditContext;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.event.Event;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.Owner;
import dev.sallyport.management.OwnerManager;
import dev.sallyport.servlet.CapturedLog;
import dev.sallyport.servlet.Container;
import dev.sallyport.servlet.ProxyFilter;
import dev.sallyport.servlet.Site;
import dev.sallyport.servlet.TestSallyport;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.token.Secret;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Logging in with knox's bodies and codes, and what those learn who cannot. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class LoginContract {
  private static final String PATH = "/api/v1/auth/login/";
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final String CHALLENGE = "Basic realm=\"api\", charset=\"UTF-8\"";
  private static final String NOT_BASIC =
      "Invalid basic header. A login takes a username and a password with the scheme Basic; an API"
          + " key cannot log in.";
  private static final String NOT_A_LOGIN =
      "Invalid basic header. Credentials not in UTF-8, or without a colon between username and"
          + " password.";
  private static final String NOT_PROVIDED = "Authentication credentials were not provided.";
  private static final String NOT_BASE64 =
      "Invalid basic header. Credentials not correctly base64 encoded.";
  private static final String WRONG = "Invalid username/password.";

  private final Container.Starter starter;
  private final String password = "p:" + UUID.randomUUID() + "\u00fc";
  private Site site;
  private Owner alice;

  public LoginContract(Container.Starter starter) {
    this.starter = starter;
  }

  @BeforeAll
  final void start() throws Exception {
    site =
        KnoxSite.on(
            starter,
            new TestSallyport(
                builder ->
                    builder.setting("login-failures", "3").setting("login-failure-window", "5m")));
    alice = site.fixture.addUser("alice", password, true);
    site.fixture.addUser("bob", password, true);
    site.fixture.addUser("carol", password, false);
    Owner dave = site.fixture.addUser("dave", password, true);
    site.fixture.sallyport.ownerManager().deactivateUser(dave);
  }

  /** What one test has failed is forgotten before the next. */
  @BeforeEach
  final void letTheWindowPass() {
    site.fixture.store.setDown(false);
    site.fixture.clock.advance(WINDOW.plusSeconds(1));
    site.fixture.events.clear();
  }

  @AfterAll
  final void stop() throws Exception {
    site.close();
  }

  @Test
  final void aUserWhoseNameExistsInSeveralAccountsNamesTheAccountInTheQuery() throws Exception {
    Owner there = new Owner("a&b %", "erin");
    Owner here = site.fixture.addUser("erin", password, true);
    OwnerManager owners = site.fixture.sallyport.ownerManager();
    owners.createAccount(new Account(there.accountId(), "", true));
    owners.createUser(User.person(there).staff(true), Secret.of("other words"));

    assertThat(logIn("erin", password).statusCode()).isEqualTo(401);
    assertThat(logInAt("?account=" + here.accountId(), "erin", password).statusCode())
        .isEqualTo(200);
    assertThat(logInAt("?account=a%26b%20%25", "erin", "other words").statusCode()).isEqualTo(200);
    assertThat(logInAt("?account=a%26b%20%25", "erin", password).statusCode()).isEqualTo(401);
    assertThat(logInAt("?account=", "alice", password).statusCode()).isEqualTo(200);
  }

  @Test
  final void k12AndK34TellsTheTokenOfANewKeyThatNeverEndsAndNoUser() throws Exception {
    HttpResponse<String> response = logIn("alice", password);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).matches("\\{\"expiry\":null,\"token\":\"sp_[0-9A-Za-z]{61}\"}");
    assertThat(Site.values(response, "Content-Type")).containsExactly("application/json");
    assertThat(Site.values(response, "Cache-Control")).containsExactly("no-store");
    assertThat(response.headers().map()).doesNotContainKeys("set-cookie", "www-authenticate");
    assertThat(whoami(Site.tokenIn(response)).body()).contains("\"username\":\"alice\"");
  }

  @Test
  final void k11EveryLoginMakesAnotherKey() throws Exception {
    int before = site.fixture.keysOf(alice).size();
    for (int i = 0; i < 5; i++) {
      logIn("alice", password);
    }

    List<ApiKey> keys = site.fixture.keysOf(alice);
    assertThat(keys).hasSize(before + 5);
    assertThat(keys).extracting(ApiKey::name).containsOnly("login");
    assertThat(keys).extracting(ApiKey::lookup).doesNotHaveDuplicates();
  }

  @Test
  final void k13AFilterCanHaveTheUserToldAndNameItsOwnRealm() throws Exception {
    HttpResponse<String> response = site.send("POST", "/styled/login/", basic("bob", password));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .matches("\\{\"expiry\":null,\"token\":\"\\w+\",\"user\":\\{\"username\":\"bob\"}}");
    assertThat(Site.values(site.send("POST", "/styled/login/"), "WWW-Authenticate"))
        .containsExactly("Basic realm=\"a realm\", charset=\"UTF-8\"");
  }

  @Test
  final void writesDownWhoMadeTheKeyAndFromWhere() throws Exception {
    logIn("bob", password, ProxyFilter.HEADER, "2001:db8::7");
    logIn("bob", password, ProxyFilter.HEADER, "[2001:db8::8]");
    logIn("bob", password, ProxyFilter.HEADER, "not an address " + "x".repeat(1000));

    assertThat(site.fixture.events(Event.KeyChanged.class))
        .extracting(Event.KeyChanged::attribution)
        .containsExactly(
            AuditContext.of("user:bob@3141-5926-5359", "2001:db8::7"),
            AuditContext.of("user:bob@3141-5926-5359", "2001:db8::8"),
            AuditContext.of("user:bob@3141-5926-5359", ""));
  }

  @Test
  final void takesTheSchemeInAnyCaseAndAnyBlanks() throws Exception {
    String word = encoded("alice:" + password);
    for (String line : List.of("basic " + word, "BASIC   " + word, "Basic\t" + word)) {
      assertThat(site.postRaw(PATH, "", "Authorization: " + line))
          .startsWith("HTTP/1.1 200 ")
          .contains("\"token\"");
    }
  }

  @Test
  final void answersWithAndWithoutTheLastSlashAndBehindAnOptionalFilter() throws Exception {
    for (String path : List.of(PATH, "/api/v1/auth/login", "/optional/login/")) {
      assertThat(site.send("POST", path, basic("alice", password)).statusCode()).isEqualTo(200);
    }
  }

  @Test
  final void saysWhatIsWrongWithTheHeader() throws Exception {
    String word = encoded("alice:" + password);
    assertDenied(site.send("POST", PATH), "no-credentials", NOT_PROVIDED);
    assertDenied(with(""), "no-credentials", NOT_PROVIDED);
    for (String other : List.of("Bearer " + word, "Token " + site.newToken(), word)) {
      assertDenied(with(other), "no-credentials", NOT_BASIC);
    }
    assertDenied(
        with("Basic"), "malformed-credentials", "Invalid basic header. No credentials provided.");
    String spaces = "Invalid basic header. Credentials string should not contain spaces.";
    assertDenied(with("Basic a b"), "malformed-credentials", spaces);
    assertDenied(with("Basic " + word + ", Basic " + word), "malformed-credentials", spaces);
    for (String bad : List.of("%%%", word + "!", "=", "A", word + ",x")) {
      assertDenied(with("Basic " + bad), "malformed-credentials", NOT_BASE64);
    }
    String noUtf8 = Base64.getEncoder().encodeToString("alice:\u00e9\u00ff".getBytes(ISO_8859_1));
    for (String bad : List.of(noUtf8, encoded("no colon"))) {
      assertDenied(with("Basic " + bad), "malformed-credentials", NOT_A_LOGIN);
    }
  }

  @Test
  final void takesNoPasswordThatOthersCouldRead() throws Exception {
    int before = site.fixture.keysOf(alice).size();
    for (String guess : List.of(password, "a wrong one")) {
      String basic = Site.basic("alice", guess);
      HttpResponse<String> denied =
          site.send(
              "POST",
              "/refusing/login/",
              "Authorization",
              basic,
              ProxyFilter.HEADER,
              "192.0.2.1",
              "X-Forwarded-Proto",
              "https");
      assertThat(denied.statusCode()).isEqualTo(403);
      assertThat(denied.body())
          .contains("/insecure-transport\"", "Passwords are accepted over TLS only.");
      assertThat(denied.headers().map()).doesNotContainKeys("www-authenticate", "set-cookie");
    }
    assertThat(site.fixture.keysOf(alice)).hasSize(before);
    assertThat(site.fixture.events(Event.LoginFailed.class)).as("not checked").isEmpty();
    assertThat(site.fixture.events(Event.Denied.class))
        .extracting(Event.Denied::reason)
        .containsOnly(DenialReason.INSECURE_TRANSPORT);
    assertThat(site.send("POST", "/refusing/login/", basic("alice", password)).statusCode())
        .as("from this machine")
        .isEqualTo(200);
  }

  @Test
  final void takesNoneOfSeveralLines() throws Exception {
    String right = "Basic " + encoded("alice:" + password);
    String several = "Invalid basic header. More than one credential was provided.";
    for (String other : List.of(right, "Basic", "Token x")) {
      assertDenied(
          site.send("POST", PATH, "Authorization", right, "Authorization", other),
          "malformed-credentials",
          several);
    }
  }

  @Test
  final void takesNoPasswordFromQueryOrBody() throws Exception {
    String form = "username=alice&password=a+guess";

    assertDenied(site.send("POST", PATH + "?" + form), "no-credentials", NOT_PROVIDED);
    assertThat(site.postRaw(PATH, form, "Content-Type: application/x-www-form-urlencoded"))
        .startsWith("HTTP/1.1 401 ")
        .contains(NOT_PROVIDED);
  }

  @Test
  final void neverReadsTheBody() throws Exception {
    String basic = "Authorization: " + Site.basic("alice", password);
    String watched = ProxyFilter.HEADER + ": 192.0.2.7";
    for (String type : List.of("application/json", "application/x-www-form-urlencoded")) {
      for (String body : List.of("", "{}", "not json", "username=bob&password=x")) {
        assertThat(site.postRaw(PATH, body, basic, watched, "Content-Type: " + type))
            .startsWith("HTTP/1.1 200 ")
            .contains("\"token\"");
      }
    }
  }

  @Test
  final void wrongUnknownAndInactiveGetTheSameResponse() throws Exception {
    Map<String, Object> wrong = Site.everything(logIn("alice", password + "x"));

    assertThat(wrong)
        .containsEntry("status", 401)
        .containsEntry(
            "body",
            "{\"type\":\"https://sallyport.dev/problems/invalid-login\","
                + "\"title\":\"Invalid login\",\"status\":401,"
                + "\"detail\":\"Invalid username/password.\"}")
        .containsEntry("www-authenticate", List.of(CHALLENGE));
    assertThat(Site.everything(logIn("nobody", password))).isEqualTo(wrong);
    assertThat(Site.everything(logIn("dave", password))).isEqualTo(wrong);
    assertThat(Site.everything(logIn("alice", ""))).isEqualTo(wrong);
    assertThat(Site.everything(logIn("ALICE", password))).isEqualTo(wrong);
    assertThat(site.fixture.events(Event.LoginFailed.class)).hasSize(5);
  }

  @Test
  final void neverFailsOverHostileNamesAndPasswords() throws Exception {
    List<String> hostile =
        List.of(
            ":",
            ":" + password,
            "alice:",
            "alice::" + password,
            "alice:" + password + "\u0000",
            "alice\u0000:" + password,
            "a\r\nSet-Cookie: b=c:" + password,
            "\u001b[31malice:" + password,
            "\u202ealice:" + password,
            "' or 1=1 --:" + password,
            "\ud83d\udd11:\ud83d\udd11",
            "x".repeat(10_000) + ":" + password,
            "alice:" + "x".repeat(10_000),
            "alice:" + "x".repeat(100_000));
    for (String pair : hostile) {
      letTheWindowPass();
      HttpResponse<String> response = with("Basic " + encoded(pair));
      assertDenied(response, "invalid-login", WRONG);
      assertThat(response.headers().map()).doesNotContainKey("set-cookie");
    }
  }

  @Test
  final void reportsThatTheUserIsNotStaff() throws Exception {
    HttpResponse<String> response = logIn("carol", password);

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.body())
        .isEqualTo(
            "{\"type\":\"https://sallyport.dev/problems/not-staff\","
                + "\"title\":\"Not a staff user\",\"status\":403,"
                + "\"detail\":\"API Keys can only be created for staff users.\","
                + "\"error\":\"API Keys can only be created for staff users.\"}");
    assertThat(Site.values(response, "Content-Type")).containsExactly("application/problem+json");
    assertThat(response.headers().map()).doesNotContainKey("www-authenticate");
  }

  @Test
  final void throttlesAClientThatFailedTooOften() throws Exception {
    fail(3, "alice");

    HttpResponse<String> throttled = logIn("alice", password);

    assertThat(throttled.statusCode()).isEqualTo(429);
    assertThat(throttled.body())
        .isEqualTo(
            "{\"type\":\"https://sallyport.dev/problems/too-many-attempts\","
                + "\"title\":\"Too many attempts\",\"status\":429,"
                + "\"detail\":\"Too many logins have failed. Try again later.\"}");
    assertThat(Site.values(throttled, "Retry-After")).containsExactly("100");
    assertThat(Site.values(throttled, "Cache-Control")).containsExactly("no-store");
    assertThat(throttled.headers().map()).doesNotContainKeys("www-authenticate", "set-cookie");

    site.fixture.clock.advance(Duration.ofMillis(98_001));
    assertThat(Site.values(logIn("alice", password), "Retry-After")).containsExactly("2");
    site.fixture.clock.advance(Duration.ofSeconds(1));
    assertThat(Site.values(logIn("alice", password), "Retry-After")).containsExactly("1");
    site.fixture.clock.advance(Duration.ofSeconds(1));
    assertThat(logIn("alice", password).statusCode()).isEqualTo(200);
  }

  @Test
  final void aUserWhoDoesNotExistIsThrottledJustTheSame() throws Exception {
    fail(3, "alice");
    fail(3, "nobody");

    Map<String, Object> throttled = Site.everything(logIn("nobody", password));

    assertThat(throttled)
        .containsEntry("status", 429)
        .isEqualTo(Site.everything(logIn("alice", password)));
  }

  @Test
  final void anotherUserOfTheSameNetworkIsHeardUntilTheNetworkHasFailedTooOften() throws Exception {
    fail(3, "alice");
    assertThat(logIn("alice", password).statusCode()).isEqualTo(429);
    assertThat(logIn("bob", password).statusCode()).isEqualTo(200);

    for (int i = 0; i < 4; i++) {
      fail(3, "nobody" + i);
    }
    assertThat(logIn("bob", password).statusCode()).isEqualTo(429);
    assertThat(logIn("bob", password, ProxyFilter.HEADER, "192.0.2.1").statusCode()).isEqualTo(200);
    assertThat(logIn("alice", password, ProxyFilter.HEADER, "192.0.2.1").statusCode())
        .isEqualTo(200);
  }

  @Test
  final void aSuccessTakesBackItsAttemptAndNoMore() throws Exception {
    fail(2, "alice");
    for (int i = 0; i < 5; i++) {
      assertThat(logIn("alice", password).statusCode()).isEqualTo(200);
    }
    fail(1, "alice");
    assertThat(logIn("alice", password).statusCode()).isEqualTo(429);
  }

  @Test
  final void believesNoHeaderAboutWhereARequestComesFrom() throws Exception {
    for (int i = 0; i < 3; i++) {
      logIn("alice", "guess", "X-Forwarded-For", "192.0.2." + i, "Forwarded", "for=192.0.2." + i);
    }
    assertThat(logIn("alice", password, "X-Forwarded-For", "192.0.2.99").statusCode())
        .isEqualTo(429);
  }

  @Test
  final void notifiesListenersOfDeniedAndThrottledLogins() throws Exception {
    fail(3, "alice", ProxyFilter.HEADER, "192.0.2.7");
    with("Basic");
    assertThat(site.fixture.events(Event.LoginFailed.class))
        .hasSize(3)
        .allMatch(event -> event.client().equals("192.0.2.7"));
    assertThat(site.fixture.events(Event.Denied.class))
        .extracting(Event.Denied::reason)
        .containsExactly(DenialReason.EMPTY_CREDENTIALS);

    logIn("alice", password, ProxyFilter.HEADER, "192.0.2.7");
    assertThat(site.fixture.events(Event.Throttled.class))
        .containsExactly(
            new Event.Throttled(
                site.fixture.clock.instant(), "login", "192.0.2.7", Duration.ofSeconds(100)));
    assertThat(site.fixture.events(Event.KeyChanged.class)).isEmpty();
  }

  @Test
  final void saysThatItCouldNotFindOutAndCountsNoFailure() throws Exception {
    site.fixture.store.setDown(true);
    for (int i = 0; i < 5; i++) {
      HttpResponse<String> response = logIn("alice", password);

      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(Site.values(response, "Retry-After")).containsExactly("5");
      assertThat(response.body())
          .isEqualTo(
              "{\"type\":\"https://sallyport.dev/problems/unavailable\","
                  + "\"title\":\"Temporarily unavailable\",\"status\":503,"
                  + "\"detail\":\"The login could not be checked. Try again later.\"}");
    }
    site.fixture.store.setDown(false);
    assertThat(logIn("alice", password).statusCode()).isEqualTo(200);
  }

  @Test
  final void knowsNoOtherMethods() throws Exception {
    for (String method : List.of("GET", "HEAD", "PUT", "DELETE", "PATCH")) {
      HttpResponse<String> response = site.send(method, PATH, basic("alice", password));

      assertThat(response.statusCode()).isEqualTo(405);
      assertThat(Site.values(response, "Allow")).containsExactly("POST, OPTIONS");
      assertThat(response.body().isEmpty()).isEqualTo(method.equals("HEAD"));
    }
    HttpResponse<String> options = site.send("OPTIONS", PATH);
    assertThat(options.statusCode()).isEqualTo(204);
    assertThat(Site.values(options, "Allow")).containsExactly("POST, OPTIONS");
    assertThat(site.fixture.events).isEmpty();
  }

  @Test
  final void hasNothingBelowIt() throws Exception {
    for (String path : List.of(PATH + "x", PATH + "x/")) {
      HttpResponse<String> response = site.send("POST", path, basic("alice", password));

      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(response.body()).contains("problems/not-found");
    }
  }

  @Test
  final void neverLogsAPasswordOrAToken() throws Exception {
    Site down =
        KnoxSite.on(starter, new TestSallyport()); // of which no failure was told just before
    down.fixture.addUser("alice", password, true);
    down.fixture.store.setDown(true);
    try (CapturedLog captured = new CapturedLog()) {
      String token = Site.tokenIn(logIn("alice", password));
      logIn("alice", password + "x");
      logIn(password, password);
      logIn("carol", password);
      with("Basic " + password);
      down.send("POST", PATH, basic("alice", password));

      assertThat(captured.lines())
          .containsExactly(
              "INFO Created no key for carol@3141-5926-5359, who has logged in: OWNER_NOT_STAFF",
              "DEBUG Denied: MALFORMED_TOKEN",
              "WARN Responded with 503: The login could not be checked. Try again later."
                  + " (the test's store is down)",
              "DEBUG Responded with 503");
      assertThat(captured.everything())
          .doesNotContain(password, token, encoded("alice:" + password));
    } finally {
      down.close();
    }
  }

  private void fail(int times, String username, String... headers) throws Exception {
    for (int i = 0; i < times; i++) {
      assertThat(logIn(username, "a guess", headers).statusCode()).isEqualTo(401);
    }
  }

  private HttpResponse<String> logInAt(String query, String username, String password)
      throws Exception {
    return site.send("POST", PATH + query, basic(username, password));
  }

  private HttpResponse<String> logIn(String username, String password, String... headers)
      throws Exception {
    String[] all = new String[headers.length + 2];
    System.arraycopy(basic(username, password), 0, all, 0, 2);
    System.arraycopy(headers, 0, all, 2, headers.length);
    return site.send("POST", PATH, all);
  }

  private HttpResponse<String> with(String authorization) throws Exception {
    return site.send("POST", PATH, "Authorization", authorization);
  }

  private HttpResponse<String> whoami(String token) throws Exception {
    return site.get("/api/v1/cli/whoami/", "Authorization", "Token " + token);
  }

  private static void assertDenied(HttpResponse<String> response, String name, String detail) {
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(Site.values(response, "WWW-Authenticate")).containsExactly(CHALLENGE);
    assertThat(Site.values(response, "Content-Type")).containsExactly("application/problem+json");
    assertThat(Site.values(response, "Cache-Control")).containsExactly("no-store");
    assertThat(response.body())
        .contains("problems/" + name + "\"", "\"detail\":\"" + detail + "\"");
  }

  private static String[] basic(String username, String password) {
    return new String[] {"Authorization", Site.basic(username, password)};
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
