package dev.sallyport.knox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.servlet.Container;
import dev.sallyport.servlet.ProxyFilter;
import dev.sallyport.servlet.RuledSallyport;
import dev.sallyport.servlet.Site;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Smarter's command line reads JSON with certain members, and fails on anything else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class SmarterCliContract {
  private static final String ROOT = "/api/v1/cli";
  private static final List<String> METHODS =
      List.of("GET", "POST", "PUT", "PATCH", "DELETE", "PROPFIND");

  private final Container.Starter starter;
  private Site site;
  private String token;

  public SmarterCliContract(Container.Starter starter) {
    this.starter = starter;
  }

  @BeforeAll
  final void start() throws Exception {
    site = KnoxSite.on(starter, RuledSallyport.open("key:1000/m"));
    token = site.newToken();
  }

  @AfterEach
  final void repair() {
    site.fixture.store.setDown(false);
  }

  @AfterAll
  final void stop() throws Exception {
    site.close();
  }

  @Test
  final void respondsInTheFormatOfSmartersCommandLine() throws Exception {
    for (String path : List.of("/api/v1/cli/whoami", "/api/v1/cli/whoami/")) {
      assertThat(site.send("POST", path).body())
          .isEqualTo(
              "{\"type\":\"https://sallyport.dev/problems/no-credentials\","
                  + "\"title\":\"Credentials required\",\"status\":401,"
                  + "\"detail\":\"Authentication credentials were not provided.\","
                  + "\"description\":\"Authentication credentials were not provided.\","
                  + "\"context\":\"command=whoami\",\"stacktrace\":\"\"}");
    }
  }

  @Test
  final void saysOfACommandThatItIsNotImplementedHoweverItIsSpelt() throws Exception {
    for (String spelling :
        List.of("example_manifest", "example-manifest", "EXAMPLE_MANIFEST", "Example-Manifest")) {
      for (String end : List.of("", "/", "/apikey", "/apikey/", "/a/b/?x=y")) {
        for (String method : List.of("GET", "POST")) {
          HttpResponse<String> response = send(method, "/" + spelling + end);

          assertThat(response.statusCode()).isEqualTo(501);
          assertSmarters(response, "This server does not have this command.", "example-manifest");
        }
      }
    }
  }

  @Test
  final void knowsAllCommandsOfSmarter() throws Exception {
    for (String command :
        List.of(
            "apply",
            "prompt",
            "delete",
            "deploy",
            "undeploy",
            "describe",
            "get",
            "logs",
            "json-schema",
            "status",
            "version")) {
      assertThat(send("POST", "/" + command + "/").statusCode()).as(command).isEqualTo(501);
    }
    for (String whoami : List.of("/whoami", "/whoami/", "/WHOAMI/")) {
      assertThat(send("POST", whoami).statusCode()).as(whoami).isEqualTo(200);
    }
  }

  @Test
  final void answersEveryPathAndMethodBelowItWithSmartersMembers() throws Exception {
    for (String path :
        List.of(
            "", "/", "/x", "/x/y/", "/%3Cscript%3E/", "/whoami/x", "/get", "/" + "x".repeat(99))) {
      for (String method : METHODS) {
        HttpResponse<String> response = send(method, path);

        assertThat(response.statusCode()).as(method + path).isIn(404, 405, 501);
        assertMembers(response);
        assertThat(response.body()).doesNotContain("<");
      }
    }
    assertThat(send("DELETE", "/get").statusCode()).isEqualTo(405);
    assertThat(Site.values(send("DELETE", "/get"), "Allow"))
        .containsExactly("GET, HEAD, POST, OPTIONS");
    assertSmarters(send("POST", "/nothing/"), "There is nothing at this path.", "nothing");
    assertSmarters(send("POST", "/"), "There is nothing at this path.", "unknown");
  }

  @Test
  final void whatTheFilterDeniesHasTheSameMembers() throws Exception {
    for (String path : List.of("", "/", "/whoami", "/example_manifest/x", "/x")) {
      HttpResponse<String> response = site.send("POST", ROOT + path);
      assertThat(response.statusCode()).isEqualTo(401);
      assertMembers(response);
      assertMembers(site.send("POST", ROOT + path, "X-API-Key", "bad"));
    }
    Created off = site.fixture.create();
    site.fixture.sallyport.keys().deactivate(off.key().id());
    HttpResponse<String> inactive =
        site.send("POST", ROOT + "/get/apikeys/", "Authorization", Site.token(off.token()));
    assertSmarters(inactive, "Api key is not activated.", "get");
    assertThat(inactive.body()).contains("\"keyId\":\"" + off.key().id());

    String other = site.newToken();
    site.fixture.store.setDown(true);
    HttpResponse<String> down = site.send("POST", ROOT + "/apply/", "X-API-Key", other);
    assertThat(down.statusCode()).isEqualTo(503);
    assertSmarters(down, "The API key could not be checked. Try again later.", "apply");
  }

  @Test
  final void respondsSoForAForbiddenAndAnExhaustedKeyToo() throws Exception {
    String home = site.fixture.create(RuledSallyport.homeKey()).token().reveal();
    HttpResponse<String> forbidden =
        site.send(
            "POST", ROOT + "/logs/x", "X-API-Key", home, ProxyFilter.PEER, RuledSallyport.ABROAD);
    assertThat(forbidden.statusCode()).isEqualTo(403);
    assertMembers(forbidden);

    Site small = KnoxSite.on(starter, RuledSallyport.open("key:1/m"));
    try {
      String once = small.newToken();
      small.send("POST", ROOT + "/whoami/", "X-API-Key", once);
      HttpResponse<String> over = small.send("POST", ROOT + "/whoami/", "X-API-Key", once);
      assertThat(over.statusCode()).isEqualTo(429);
      assertMembers(over);
    } finally {
      small.close();
    }
  }

  @Test
  final void otherPathsHaveNoneOfTheseMembers() throws Exception {
    assertThat(site.get("/required/api/v1/cli/whoami/").body())
        .contains("no-credentials")
        .doesNotContain("description", "context", "stacktrace");
  }

  private HttpResponse<String> send(String method, String path) throws Exception {
    return site.send(method, ROOT + path, "Authorization", "Token " + token);
  }

  private static void assertSmarters(HttpResponse<String> response, String said, String command)
      throws Exception {
    JsonNode json = assertMembers(response);
    assertThat(json.path("description").textValue()).isEqualTo(said);
    assertThat(json.path("context").textValue()).isEqualTo("command=" + command);
  }

  private static JsonNode assertMembers(HttpResponse<String> response) throws Exception {
    assertThat(Site.values(response, "Content-Type")).containsExactly("application/problem+json");
    JsonNode json = new ObjectMapper().readTree(response.body());
    assertThat(json.path("description").textValue())
        .isEqualTo(json.path("detail").textValue())
        .isNotBlank();
    assertThat(json.path("context").textValue()).startsWith("command=");
    assertThat(json.path("stacktrace").textValue()).isEmpty();
    return json;
  }
}
