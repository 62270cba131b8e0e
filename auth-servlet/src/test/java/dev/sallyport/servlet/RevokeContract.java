package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.event.Event;
import dev.sallyport.management.CreateResult.Created;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The holder of a token can revoke it; the response reveals nothing. */
abstract class RevokeContract {
  private static final String PATH = "/api/v1/auth/revoke/";
  private static final String JSON = "application/json";
  private static final String TEXT = "text/plain; charset=utf-8";

  private final Container.Starter starter;
  private Site site;

  RevokeContract(Container.Starter starter) {
    this.starter = starter;
  }

  @BeforeEach
  final void start() throws Exception {
    site = new Site(starter);
  }

  @AfterEach
  final void stop() throws Exception {
    site.close();
  }

  @Test
  final void theKeyOfAVerifiedTokenIsDeactivated() throws Exception {
    Created inJson = site.fixture.create();
    Created inText = site.fixture.create();

    HttpResponse<String> response =
        site.post(PATH, JSON, "{\"token\":\"" + inJson.token().reveal() + "\"}");
    site.post(PATH, TEXT, inText.token().reveal() + "\r\n");

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(response.body()).isEmpty();
    assertThat(Site.values(response, "Cache-Control")).containsExactly("no-store");
    assertThat(site.fixture.stored(inJson.key().id()).active()).isFalse();
    assertThat(site.fixture.stored(inText.key().id()).active()).isFalse();
    assertThat(site.fixture.events(Event.KeyChanged.class))
        .filteredOn(it -> it.action() == Event.KeyAction.DEACTIVATED)
        .hasSize(2)
        .allSatisfy(it -> assertThat(it.attribution().actor()).isEqualTo("possession"))
        .allSatisfy(it -> assertThat(it.attribution().origin()).isEqualTo("127.0.0.1"))
        .allSatisfy(it -> assertThat(it.attribution().reason()).isEqualTo("revoked by possession"));
  }

  @Test
  final void aTokenIsReadAsInAHeader() throws Exception {
    for (String written : List.of("\\n%s\\r\\n", " %s\\t", "Token %s", "  bearer  %s ")) {
      for (boolean isJson : List.of(true, false)) {
        Created key = site.fixture.create();
        String text = written.formatted(key.token().reveal());
        HttpResponse<String> response =
            isJson
                ? site.post(PATH, JSON, "{\"token\":\"" + text + "\"}")
                : site.post(PATH, TEXT, text.translateEscapes());

        assertThat(response.statusCode()).as(written).isEqualTo(202);
        assertThat(site.fixture.stored(key.key().id()).active()).as(written).isFalse();
      }
    }
  }

  @Test
  final void everyWellFormedTokenGetsTheSameAnswer() throws Exception {
    Created key = site.fixture.create();
    String other = TestSallyport.withOtherSecret(key.token()).reveal();
    Object answer = Site.everything(site.post(PATH, TEXT, site.fixture.create().token().reveal()));
    for (String token : List.of(other, TestSallyport.unknownToken().reveal())) {
      assertThat(Site.everything(site.post(PATH, TEXT, token))).isEqualTo(answer);
      assertThat(Site.everything(site.post(PATH, JSON, "{\"token\":\"" + token + "\"}")))
          .isEqualTo(answer);
    }
    assertThat(site.fixture.stored(key.key().id()).active()).isTrue();
  }

  @Test
  final void aBodyThatCannotHoldATokenIsSaidToHoldNone() throws Exception {
    Created key = site.fixture.create();
    String token = key.token().reveal();
    int before = site.fixture.store.lookups();
    for (String body :
        List.of(
            "",
            "junk",
            "\u00e9",
            "[]",
            "null",
            "{\"token\":1}",
            "{\"token\":null}",
            "{\"token\":\"",
            "{}",
            "{\"token\":\"\"}",
            "{\"token\":\"Token\"}",
            "{\"token\":\"" + token.substring(1) + "\"}",
            "{\"token\":\"" + token + " " + token + "\"}",
            "{\"token\":\"" + token + "\"",
            "{\"token\":\"" + token + "\"} " + token,
            "{\"token\":\"" + token + "\",\"token\":\"" + token + "\"}",
            "{\"tokens\":\"" + token + "\"}")) {
      for (String type : List.of(JSON, TEXT)) {
        HttpResponse<String> response = site.post(PATH, type, body);
        assertThat(response.statusCode()).as(body).isEqualTo(400);
        assertThat(Site.values(response, "Content-Type"))
            .containsExactly("application/problem+json");
        assertThat(response.body()).contains("/bad-request\"").doesNotContain(token);
      }
    }
    assertThat(site.post(PATH, JSON, token).statusCode()).isEqualTo(400);
    assertThat(site.fixture.store.lookups()).isEqualTo(before);
    assertThat(site.fixture.stored(key.key().id()).active()).isTrue();
  }

  @Test
  final void aBodyThatIsTooLargeOrOfAnotherKindIsNotLookedAt() throws Exception {
    String token = site.newToken();
    int before = site.fixture.store.lookups();

    HttpResponse<String> large = site.post(PATH, TEXT, token + " ".repeat(2048));
    assertThat(large.statusCode()).isEqualTo(413);
    assertThat(large.body()).contains("/content-too-large\"");
    assertThat(site.post(PATH, "application/x-www-form-urlencoded", "token=" + token).statusCode())
        .isEqualTo(415);
    assertThat(site.send("POST", PATH).statusCode()).isEqualTo(415);
    assertThat(site.get(PATH).statusCode()).isEqualTo(405);
    assertThat(site.post(PATH + "x", TEXT, token).statusCode()).isEqualTo(404);
    assertThat(site.fixture.store.lookups()).isEqualTo(before);
  }

  @Test
  final void jsonInAnotherEncodingThanUtf8IsNotLookedAt() throws Exception {
    Created key = site.fixture.create();
    String json = "{\"token\":\"" + key.token().reveal() + "\"}";
    String utf16 = json.replaceAll("[\\x00-\\x7F]", "\0$0"); // byte for byte

    assertThat(site.post(PATH, JSON, utf16).statusCode()).isEqualTo(415);
    assertThat(site.post(PATH, JSON + "; charset=utf-16", utf16).statusCode()).isEqualTo(415);
    assertThat(site.post(PATH, JSON + "; charset=latin1", json).statusCode()).isEqualTo(415);
    assertThat(site.fixture.stored(key.key().id()).active()).isTrue();
  }

  @Test
  final void whereTheStoreIsDownItIsToBeTriedAgain() throws Exception {
    String token = site.newToken();
    site.fixture.store.setDown(true);

    HttpResponse<String> response = site.post(PATH, TEXT, token);

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(Site.values(response, "Retry-After")).containsExactly("5");
    assertThat(response.body()).contains("The token could not be revoked. Try again later.");
  }
}
