package dev.sallyport.knox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.Lifetime;
import dev.sallyport.servlet.Container;
import dev.sallyport.servlet.Site;
import dev.sallyport.servlet.TestSallyport;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What whoami tells, in the shape that Smarter's command line knows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class WhoamiContract {
  private static final String PATH = "/api/v1/cli/whoami/";

  private final Container.Starter starter;
  private Site site;

  public WhoamiContract(Container.Starter starter) {
    this.starter = starter;
  }

  @BeforeAll
  final void start() throws Exception {
    site = KnoxSite.on(starter);
  }

  @AfterEach
  final void repair() {
    site.fixture.store.setDownForIds(false);
  }

  @AfterAll
  final void stop() throws Exception {
    site.close();
  }

  @Test
  final void returnsUserAccountEnvironmentAndKey() throws Exception {
    Created created =
        site.fixture.create(
            CreateKeyRequest.of(TestSallyport.OWNER, "nightly")
                .description("for the \"nightly\" job")
                .scopes(List.of("chat:write", "chat:read"))
                .lifetime(new Lifetime.Until(TestSallyport.NOW.plus(Duration.ofDays(1)))));
    Instant used = TestSallyport.NOW.plusSeconds(5);
    site.fixture.store.recordUse(Map.of(created.key().id(), used));

    HttpResponse<String> response = site.get(PATH, "Authorization", Site.token(created.token()));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(Site.values(response, "Content-Type")).containsExactly("application/json");
    assertThat(Site.values(response, "Cache-Control")).containsExactly("no-store");
    assertThat(response.body())
        .isEqualTo(
            "{\"data\":{\"user\":{\"username\":\"admin\",\"email\":\"admin@example.org\","
                + "\"isStaff\":true,\"isActive\":true},"
                + "\"account\":{\"accountNumber\":\"3141-5926-5359\",\"name\":\"Ünïversal\","
                + "\"isActive\":true},\"environment\":\"local\",\"apiKey\":{\"id\":\""
                + created.key().id()
                + "\",\"name\":\"nightly\",\"description\":\"for the \\\"nightly\\\" job\","
                + "\"createdAt\":\"2026-03-29T01:30:00.123456Z\","
                + "\"expiresAt\":\"2026-03-30T01:30:00.123456Z\","
                + "\"lastUsedAt\":\"2026-03-29T01:30:05.123456Z\","
                + "\"scopes\":[\"chat:read\",\"chat:write\"]}},"
                + "\"message\":\"Authenticated with an API key.\",\"api\":\"smarter.sh/v1\","
                + "\"metadata\":{\"command\":\"whoami\"}}");
  }

  @Test
  final void returnsNullWhereThereIsNoTime() throws Exception {
    JsonNode key =
        new ObjectMapper()
            .readTree(site.get(PATH, "X-API-Key", site.newToken()).body())
            .at("/data/apiKey");

    assertThat(key.get("expiresAt").isNull()).isTrue();
    assertThat(key.get("lastUsedAt").isNull()).isTrue();
    assertThat(key.get("scopes")).isEmpty();
  }

  @Test
  final void answersGetAndPostWithAndWithoutTheLastSlash() throws Exception {
    String token = site.newToken();
    String body = site.get(PATH, "X-API-Key", token).body();
    for (String path : List.of(PATH, "/api/v1/cli/whoami")) {
      for (String method : List.of("GET", "POST")) {
        HttpResponse<String> response = site.send(method, path, "X-API-Key", token);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(body);
      }
    }
  }

  @Test
  final void answersHeadWithoutBody() throws Exception {
    HttpResponse<String> response = site.send("HEAD", PATH, "X-API-Key", site.newToken());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
  }

  @Test
  final void knowsNoOtherMethods() throws Exception {
    String token = site.newToken();
    for (String method : List.of("PUT", "DELETE", "PATCH")) {
      HttpResponse<String> response = site.send(method, PATH, "X-API-Key", token);

      assertThat(response.statusCode()).isEqualTo(405);
      assertThat(Site.values(response, "Allow")).containsExactly("GET, HEAD, POST, OPTIONS");
      assertThat(response.body()).contains("problems/method-not-allowed");
    }
    HttpResponse<String> options = site.send("OPTIONS", PATH, "X-API-Key", token);
    assertThat(options.statusCode()).isEqualTo(204);
    assertThat(Site.values(options, "Allow")).containsExactly("GET, HEAD, POST, OPTIONS");
  }

  @Test
  final void hasNothingBelowIt() throws Exception {
    String token = site.newToken();
    for (String path : List.of(PATH + "x", PATH + "x/")) {
      HttpResponse<String> response = site.get(path, "X-API-Key", token);

      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(response.body()).contains("problems/not-found", "\"context\":\"command=whoami\"");
    }
  }

  @Test
  final void deniesRequestsThatNoFilterAuthenticated() throws Exception {
    String token = site.newToken();
    for (String path : List.of("/unguarded/whoami", "/unguarded/whoami/x")) {
      HttpResponse<String> response = site.get(path, "X-API-Key", token);

      assertThat(response.statusCode()).isEqualTo(401);
      assertThat(Site.values(response, "WWW-Authenticate"))
          .containsExactly("Token realm=\"api\"", "Bearer realm=\"api\"");
    }
    assertThat(site.get("/optional/whoami/").statusCode()).isEqualTo(401);
    assertThat(site.get("/optional/whoami/", "X-API-Key", token).statusCode()).isEqualTo(200);
  }

  @Test
  final void saysThatItCouldNotFindOut() throws Exception {
    String token = site.newToken();
    site.fixture.store.setDownForIds(true);

    HttpResponse<String> response = site.get(PATH, "X-API-Key", token);

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(Site.values(response, "Retry-After")).containsExactly("5");
  }
}
