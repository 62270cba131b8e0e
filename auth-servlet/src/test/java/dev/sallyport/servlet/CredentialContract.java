package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Where a token is looked for and how headers are read, as django-rest-knox does and beyond. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CredentialContract {
  private static final String NOT_PROVIDED = "Authentication credentials were not provided.";
  private static final String EXPECTED =
      ": expected one that WWW-Authenticate names, a blank and the token.";
  private static final String NO_SCHEME = "Invalid token header. No scheme" + EXPECTED;
  private static final String UNKNOWN_SCHEME = "Invalid token header. Unknown scheme" + EXPECTED;
  private static final String EMPTY = "Invalid token header. No credentials provided.";
  private static final String SPACES =
      "Invalid token header. Token string should not contain spaces.";
  private static final String AMBIGUOUS =
      "Invalid token header. More than one credential was provided.";
  private static final String INVALID = "Invalid token.";

  private final Container.Starter starter;
  private Site site;
  private String token;

  CredentialContract(Container.Starter starter) {
    this.starter = starter;
  }

  @BeforeAll
  final void start() throws Exception {
    site = new Site(starter);
    token = site.newToken();
  }

  @AfterAll
  final void stop() throws Exception {
    site.close();
  }

  @Test
  final void saysThatNothingWasProvidedWhereNothingIsThere() throws Exception {
    assertDenied(site.get("/required/x"), NOT_PROVIDED);
    assertDenied(withAuthorization(""), NOT_PROVIDED);
  }

  @Test
  final void saysThatTheSchemeIsMissingOrUnknown() throws Exception {
    for (String word : List.of("junk", token, "Token:" + token, "Token" + token)) {
      assertDenied(withAuthorization(word), NO_SCHEME);
    }
    for (String words : List.of("Basic YTpi", "Basic " + token, "Token: " + token, "a b c")) {
      assertDenied(withAuthorization(words), UNKNOWN_SCHEME);
    }
  }

  @Test
  final void passesOnAnotherSchemeWhereNoTokenIsNeededButNeverAToken() throws Exception {
    for (String others : List.of("Basic YTpi", "Negotiate", "junk")) {
      HttpResponse<String> response = site.get("/optional/x", "Authorization", others);
      assertThat(response.statusCode()).as(others).isEqualTo(200);
      assertThat(Site.seen(response)).containsEntry("header Authorization", others);
    }
    assertDenied(site.get("/optional/x", "Authorization", token), NO_SCHEME);
    assertDenied(site.get("/optional/x", "Authorization", "Token:" + token), NO_SCHEME);
    assertDenied(site.get("/optional/x", "Authorization", "Token: " + token), UNKNOWN_SCHEME);
    assertDenied(site.get("/optional/x", "Authorization", "Basic " + token), UNKNOWN_SCHEME);
  }

  @Test
  final void takesASchemeAloneForNoTokenWhereNoneIsNeeded() throws Exception {
    for (String[] header :
        new String[][] {{"Authorization", "Bearer"}, {"Authorization", "Token "}}) {
      assertThat(site.get("/optional/x", header).statusCode()).isEqualTo(200);
    }
    assertThat(site.sendRaw("/optional/x", "Authorization: Bearer ")).contains(" 200 ");
    assertThat(site.sendRaw("/optional/x", "X-API-Key: ")).contains(" 200 ");
    assertDenied(site.get("/optional/holder/", "Authorization", "Bearer"), EMPTY);
    assertDenied(site.get("/optional/holder/", "Authorization", "junk"), NO_SCHEME);
  }

  @Test
  final void saysThatASchemeAloneIsEmpty() throws Exception {
    assertDenied(withAuthorization("Token"), EMPTY);
    assertDenied(withAuthorization("Token   "), EMPTY);
    assertDenied(withAuthorization("bearer"), EMPTY);
    assertDenied(site.get("/required/x", "X-API-Key", ""), EMPTY);
  }

  @Test
  final void saysThatATokenHasNoSpaces() throws Exception {
    assertDenied(withAuthorization("Token a b"), SPACES);
    assertDenied(withAuthorization("Token " + token + " x"), SPACES);
    assertDenied(withAuthorization("Token " + token + ",Token " + token), SPACES);
    assertDenied(withAuthorization("Token " + token + ", Basic YTpi"), SPACES);
    assertDenied(site.get("/required/x", "X-API-Key", token + " x"), SPACES);
  }

  @Test
  final void takesASchemeInAnyCaseAndAnyBlanks() throws Exception {
    assertAccepted(withAuthorization("Token " + token));
    assertAccepted(withAuthorization("token " + token));
    assertAccepted(withAuthorization("TOKEN " + token));
    assertAccepted(withAuthorization("bEARER " + token));
    assertAccepted(withAuthorization("Token    " + token));
    assertThat(site.sendRaw("/required/x", "Authorization: Token\t" + token)).contains(" 200 ");
    assertThat(site.sendRaw("/required/x", "Authorization:\t Token \t " + token + " \t"))
        .contains(" 200 ");
    assertThat(site.sendRaw("/required/x", "X-API-Key:  " + token + "  ")).contains(" 200 ");
  }

  @Test
  final void callsEveryOtherTokenInvalid() throws Exception {
    String lower = token.toLowerCase(Locale.ROOT);
    String lastChanged = token.substring(0, token.length() - 1) + (token.endsWith("0") ? "1" : "0");
    for (String bad :
        new String[] {
          TestSallyport.unknownToken().reveal(),
          "x",
          token.substring(0, 15),
          token.substring(0, 63),
          token + "0",
          lastChanged,
          lower,
          "\"" + token + "\"",
          "zz".repeat(32),
          token + "," + token
        }) {
      assertDenied(withAuthorization("Token " + bad), INVALID);
      assertDenied(site.get("/required/x", "X-API-Key", bad), INVALID);
    }
  }

  @Test
  final void callsATokenOfAHundredThousandCharactersInvalid() throws Exception {
    assertDenied(withAuthorization("Token " + "a".repeat(100_000)), INVALID);
    assertDenied(site.get("/required/x", "X-API-Key", "a".repeat(100_000)), INVALID);
  }

  @Test
  final void callsATokenWithBytesBeyondAsciiInvalid() throws Exception {
    for (String bad : new String[] {"\u00e9", token + "\u00ff", "\u00c3(", "\u00a0" + token}) {
      for (String header : new String[] {"Authorization: Token ", "X-API-Key: "}) {
        assertThat(site.sendRaw("/required/x", header + bad))
            .contains(" 401 ")
            .contains("\"detail\":\"Invalid token.\"");
      }
    }
  }

  @Test
  final void takesNoLookalikeOfASchemeForIt() throws Exception {
    // In UTF-8: "Token" with a Kelvin sign.
    assertThat(site.sendRaw("/required/x", "Authorization: To\u00e2\u0084\u00aaen " + token))
        .contains(" 401 ")
        .contains(UNKNOWN_SCHEME);
  }

  /** Containers may call the message itself bad. */
  @Test
  final void neverFailsOverControlCharacters() throws Exception {
    for (String bad : new String[] {"\u0000", "a\u0001b", "\u007f", "a\u001fb", "\u000b", "a\fb"}) {
      assertThat(site.sendRaw("/required/x", "Authorization: Token " + bad + token))
          .containsPattern("^HTTP/1.1 40[01] ");
      assertThat(site.sendRaw("/required/x", "X-API-Key: " + bad + token))
          .containsPattern("^HTTP/1.1 40[01] ");
    }
  }

  @Test
  final void takesNoneOfSeveralCredentials() throws Exception {
    assertDenied(
        site.get(
            "/required/x", "Authorization", "Token " + token, "Authorization", "Token " + token),
        AMBIGUOUS);
    assertDenied(
        site.get("/required/x", "Authorization", "Basic YTpi", "Authorization", "Token " + token),
        AMBIGUOUS);
    assertDenied(site.get("/required/x", "X-API-Key", token, "X-API-Key", token), AMBIGUOUS);
    assertDenied(
        site.get("/required/x", "Authorization", "Token " + token, "X-API-Key", token), AMBIGUOUS);
    assertDenied(site.get("/required/x", "Authorization", "Token", "X-API-Key", token), AMBIGUOUS);
  }

  @Test
  final void takesAKeyHeaderBesideAnAuthorizationThatIsTheApplications() throws Exception {
    HttpResponse<String> response =
        site.get("/required/x", "Authorization", "Basic YTpi", "X-API-Key", token);

    assertAccepted(response);
    assertThat(Site.seen(response))
        .containsEntry("header Authorization", "Basic YTpi")
        .containsEntry("header X-API-Key", "null");
  }

  @Test
  final void takesNoTokenFromQueryOrCookie() throws Exception {
    assertDenied(
        site.get("/required/x?token=" + token + "&access_token=" + token + "&api_key=" + token),
        NOT_PROVIDED);
    assertDenied(site.get("/required/x", "Cookie", "token=" + token), NOT_PROVIDED);
  }

  @Test
  final void eachCredentialLocationCanBeDeactivated() throws Exception {
    String[][] carriers = {
      {"Authorization", "Token " + token},
      {"Authorization", "Bearer " + token},
      {"X-API-Key", token}
    };
    String[] paths = {"/token-only/x", "/bearer-only/x", "/header-only/x"};
    for (int path = 0; path < paths.length; path++) {
      for (int carrier = 0; carrier < carriers.length; carrier++) {
        HttpResponse<String> response = site.get(paths[path], carriers[carrier]);
        if (path == carrier) {
          assertAccepted(response);
        } else {
          boolean isScheme = path < 2 && carrier < 2;
          assertDenied(response, isScheme ? UNKNOWN_SCHEME : NOT_PROVIDED);
        }
      }
    }
  }

  @Test
  final void ignoresADeactivatedAuthorizationHeader() throws Exception {
    HttpResponse<String> response =
        site.get(
            "/header-only/x",
            "Authorization",
            "Token one",
            "Authorization",
            "Token two",
            "X-API-Key",
            token);

    assertAccepted(response);
    assertThat(Site.seen(response).get("lines Authorization")).isEqualTo("Token one|Token two");
  }

  @Test
  final void schemeAndHeaderCanHaveOtherNames() throws Exception {
    assertDenied(site.get("/renamed/x", "Authorization", "Token " + token), UNKNOWN_SCHEME);
    assertDenied(site.get("/renamed/x", "X-API-Key", token), NOT_PROVIDED);
    assertAccepted(site.get("/renamed/x", "Authorization", "baerer " + token));
    assertAccepted(site.get("/renamed/x", "x-other", token));
  }

  private HttpResponse<String> withAuthorization(String value) throws Exception {
    return site.get("/required/x", "Authorization", value);
  }

  private static void assertAccepted(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(Site.seen(response)).containsEntry("remoteUser", "admin");
  }

  private static void assertDenied(HttpResponse<String> response, String detail) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(401);
    assertThat(response.body()).contains("\"detail\":\"" + detail + "\"");
  }
}
