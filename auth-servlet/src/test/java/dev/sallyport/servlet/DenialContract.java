package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.authorization.DenialReason;
import dev.sallyport.event.Event;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.token.Secret;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What refusals look like, word for word, and what they do not tell. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DenialContract {
  private final Container.Starter starter;
  private Site site;

  DenialContract(Container.Starter starter) {
    this.starter = starter;
  }

  @BeforeAll
  final void start() throws Exception {
    site = new Site(starter);
  }

  @AfterEach
  final void repair() {
    site.fixture.store.setDown(false);
    site.fixture.setUserActive(true);
  }

  @AfterAll
  final void stop() throws Exception {
    site.close();
  }

  @Test
  final void asksForCredentialsWithoutTalkOfErrors() throws Exception {
    HttpResponse<String> response = site.get("/required/x");

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.body())
        .isEqualTo(
            "{\"type\":\"https://sallyport.dev/problems/no-credentials\","
                + "\"title\":\"Credentials required\",\"status\":401,"
                + "\"detail\":\"Authentication credentials were not provided.\"}");
    assertThat(Site.values(response, "WWW-Authenticate"))
        .containsExactly("Token realm=\"api\"", "Bearer realm=\"api\"");
    assertThat(Site.values(response, "Content-Type")).containsExactly("application/problem+json");
    assertThat(Site.values(response, "Content-Length"))
        .containsExactly(String.valueOf(response.body().length()));
    assertThat(Site.values(response, "Cache-Control")).containsExactly("no-store");
    assertThat(Site.values(response, "Vary")).containsExactly("Authorization, X-API-Key");
    assertThat(response.headers().map()).doesNotContainKey("set-cookie");
  }

  @Test
  final void endsNoConnectionWithoutSayingSo() throws Exception {
    assertThat(site.answersOnOneConnection("POST /required/x", "12345")).isTrue();
  }

  @Test
  final void distinguishesAnInvalidTokenFromNone() throws Exception {
    HttpResponse<String> response =
        site.get("/required/x", "Authorization", Site.token(TestSallyport.unknownToken()));

    assertThat(response.body())
        .isEqualTo(
            "{\"type\":\"https://sallyport.dev/problems/invalid-token\","
                + "\"title\":\"Invalid token\",\"status\":401,\"detail\":\"Invalid token.\"}");
    assertThat(Site.values(response, "WWW-Authenticate"))
        .containsExactly(
            "Token realm=\"api\", error=\"invalid_token\"",
            "Bearer realm=\"api\", error=\"invalid_token\"");
  }

  @Test
  final void reportsMalformedCredentials() throws Exception {
    HttpResponse<String> response = site.get("/required/x", "Authorization", "Token");

    assertThat(response.body())
        .isEqualTo(
            "{\"type\":\"https://sallyport.dev/problems/malformed-credentials\","
                + "\"title\":\"Malformed credentials\",\"status\":401,"
                + "\"detail\":\"Invalid token header. No credentials provided.\"}");
  }

  @Test
  final void answersEveryTokenThatIsNotProvenTheSame() throws Exception {
    Secret good = site.fixture.create().token();
    Secret unusable = TestSallyport.unknownToken();
    site.fixture.insert(unusable, "scrypt$of-an-unknown-kind");
    Set<Map<String, Object>> answers = new HashSet<>();
    for (Secret bad :
        List.of(
            Secret.of("x"),
            Secret.of(good.reveal() + "0"),
            TestSallyport.unknownToken(),
            TestSallyport.withOtherSecret(good),
            unusable)) {
      for (String scheme : List.of("Token ", "Bearer ")) {
        answers.add(
            Site.everything(site.get("/required/x", "Authorization", scheme + bad.reveal())));
      }
      answers.add(Site.everything(site.get("/required/x", "X-API-Key", bad.reveal())));
    }
    answers.add(
        Site.everything(site.get("/required/x", "Authorization", "Token " + "a".repeat(100_000))));

    assertThat(answers).hasSize(1);
  }

  @Test
  final void reportsToTheHolderThatTheKeyIsDeactivated() throws Exception {
    Created created = site.fixture.create();
    site.fixture.sallyport.keys().deactivate(created.key().id());

    HttpResponse<String> response =
        site.get("/required/x", "Authorization", Site.token(created.token()));

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.body())
        .isEqualTo(
            "{\"type\":\"https://sallyport.dev/problems/inactive-key\","
                + "\"title\":\"API key not activated\",\"status\":401,"
                + "\"detail\":\"Api key is not activated.\",\"keyId\":\""
                + created.key().id()
                + "\"}");
    assertThat(Site.values(response, "WWW-Authenticate"))
        .contains(
            "Bearer realm=\"api\", error=\"invalid_token\","
                + " error_description=\"API key not activated\"");

    site.fixture.sallyport.keys().activate(created.key().id());
    assertThat(site.get("/required/x", "Authorization", Site.token(created.token())).statusCode())
        .isEqualTo(200);
  }

  @Test
  final void reportsToTheHolderThatTheKeyExpired() throws Exception {
    Created created = site.fixture.createExpired();

    HttpResponse<String> response =
        site.get("/required/x", "Authorization", Site.token(created.token()));

    assertThat(response.body())
        .isEqualTo(
            "{\"type\":\"https://sallyport.dev/problems/expired-key\","
                + "\"title\":\"API key expired\",\"status\":401,"
                + "\"detail\":\"Invalid token.\",\"keyId\":\""
                + created.key().id()
                + "\"}");
    assertThat(Site.values(response, "WWW-Authenticate"))
        .contains(
            "Token realm=\"api\", error=\"invalid_token\", error_description=\"API key expired\"");
  }

  @Test
  final void reportsToTheHolderThatTheOwnerIsInactive() throws Exception {
    Created created = site.fixture.create();
    site.fixture.setUserActive(false);

    HttpResponse<String> response = site.get("/required/x", "X-API-Key", created.token().reveal());

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.body())
        .contains("\"detail\":\"User inactive or deleted.\"", created.key().id().toString());
  }

  @Test
  final void offersWhatIsAccepted() throws Exception {
    assertThat(Site.values(site.get("/token-only/x"), "WWW-Authenticate"))
        .containsExactly("Token realm=\"api\"");
    assertThat(Site.values(site.get("/token-only/x"), "Vary")).containsExactly("Authorization");
    assertThat(Site.values(site.get("/bearer-only/x"), "WWW-Authenticate"))
        .containsExactly("Bearer realm=\"api\"");
    assertThat(Site.values(site.get("/header-only/x"), "WWW-Authenticate"))
        .containsExactly("ApiKey realm=\"api\"");
    assertThat(Site.values(site.get("/header-only/x"), "Vary")).containsExactly("X-API-Key");
    assertThat(Site.values(site.get("/renamed/x"), "WWW-Authenticate"))
        .containsExactly("Baerer realm=\"a realm\"");
    assertThat(Site.values(site.get("/renamed/x"), "Vary"))
        .containsExactly("Authorization, X-Other");
  }

  @Test
  final void answersHeadWithoutBody() throws Exception {
    HttpResponse<String> response = site.send("HEAD", "/required/x");

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.body()).isEmpty();
    assertThat(Site.values(response, "WWW-Authenticate")).hasSize(2);
    assertThat(site.sendRaw("/required/x")).contains(" 401 ");
  }

  @Test
  final void deniesTheRequestWhereTheResponseIsCommitted() throws Exception {
    HttpResponse<String> response = site.get("/committed/x");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
  }

  @Test
  final void saysThatItCouldNotFindOutWhereTheStoreIsDown() throws Exception {
    String token = site.newToken();
    site.fixture.store.setDown(true);

    HttpResponse<String> response = site.get("/required/x", "Authorization", "Token " + token);

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(Site.values(response, "Retry-After")).containsExactly("5");
    assertThat(Site.values(response, "Cache-Control")).containsExactly("no-store");
    assertThat(response.headers().map()).doesNotContainKey("www-authenticate");
    assertThat(response.body())
        .isEqualTo(
            "{\"type\":\"https://sallyport.dev/problems/unavailable\","
                + "\"title\":\"Temporarily unavailable\",\"status\":503,"
                + "\"detail\":\"The API key could not be checked. Try again later.\"}");
  }

  @Test
  final void asksNoStoreAboutWhatIsNoToken() throws Exception {
    site.fixture.store.setDown(true);

    assertThat(site.get("/required/x").statusCode()).isEqualTo(401);
    assertThat(site.get("/required/x", "X-API-Key", "x").statusCode()).isEqualTo(401);
  }

  @Test
  final void leavesTheApplicationsOwnFaultsToIt() throws Exception {
    String token = site.newToken();
    for (String fault : List.of("throw", "throw-store")) {
      for (String path : List.of("/required/x", "/request-only/x", "/optional/x")) {
        HttpResponse<String> response =
            site.get(path + "?do=" + fault, "Authorization", "Token " + token);

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).doesNotContain("problems");
      }
    }
  }

  @Test
  final void logsADenialOnceAndNeverWhatWasSent() throws Exception {
    Created created = site.fixture.create();
    site.fixture.sallyport.keys().deactivate(created.key().id());
    try (CapturedLog captured = new CapturedLog()) {
      site.get("/required/secret-path?q=1", "Authorization", Site.token(created.token()));
      site.get("/required/secret-path?q=1", "X-API-Key", "not-a-token");
      site.fixture.store.setDown(true);
      site.get("/required/secret-path?q=1", "Authorization", Site.token(created.token()));

      assertThat(captured.lines())
          .filteredOn(line -> !line.startsWith("WARN Could not check a token: ")) // once a second
          .containsExactly(
              "INFO Denied key " + created.key().id() + ": KEY_INACTIVE",
              "DEBUG Denied: MALFORMED_TOKEN",
              "DEBUG Could not check a token");
    }
  }

  @Test
  final void notifiesListenersOfTheExactReasonAlsoWithoutVerification() throws Exception {
    Secret good = site.fixture.create().token();
    site.fixture.events.clear();

    site.get("/required/x");
    site.get("/required/x", "Authorization", "Token");
    site.get("/required/x", "Authorization", "Token a b");
    site.get("/required/x", "X-API-Key", "a", "X-API-Key", "b");
    site.sendRaw("/required/x", "X-API-Key: \u00e9");
    site.get("/required/x", "X-API-Key", TestSallyport.withOtherSecret(good).reveal());
    site.get("/optional/holder/");

    assertThat(site.fixture.events(Event.Denied.class))
        .extracting(Event.Denied::reason)
        .containsExactly(
            DenialReason.NO_CREDENTIALS,
            DenialReason.EMPTY_CREDENTIALS,
            DenialReason.CREDENTIALS_WITH_SPACES,
            DenialReason.AMBIGUOUS_CREDENTIALS,
            DenialReason.MALFORMED_TOKEN,
            DenialReason.WRONG_SECRET,
            DenialReason.NO_CREDENTIALS);
  }
}
