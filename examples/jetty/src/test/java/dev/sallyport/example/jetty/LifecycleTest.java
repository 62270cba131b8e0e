package dev.sallyport.example.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.example.jetty.RunningExample.Ran;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that the running server applies the command's changes of keys. */
class LifecycleTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path sharedDir;
  private static RunningExample shared;

  @TempDir Path dataDir;

  @BeforeAll
  static void startShared() throws Exception {
    shared = RunningExample.in(sharedDir);
  }

  @AfterAll
  static void stopShared() {
    shared.close();
  }

  @Test
  void appliesCreationDeactivationActivationAndDeletion() throws Exception {
    Map<String, String> everyTime = Map.of("sallyport.max-staleness", "0");
    try (RunningExample example = RunningExample.in(dataDir, everyTime)) {
      Ran created =
          example.cli(
              "keys",
              "create",
              "--account-number",
              "3141-5926-5359",
              "--username",
              "admin",
              "--description",
              "of the test",
              "--format",
              "json");
      assertThat(created.exit()).as(created.err()).isZero();
      JsonNode key = JSON.readTree(created.out());
      String id = key.at("/key/id").asText();
      String authorization = "Token " + key.path("token").asText();

      assertThat(example.whoami(authorization).statusCode()).isEqualTo(200);
      assertThat(example.cli("keys", "deactivate", id).exit()).isZero();
      assertDenied(example.whoami(authorization), "Api key is not activated.");
      assertThat(example.cli("keys", "activate", id).exit()).isZero();
      assertThat(example.whoami(authorization).statusCode()).isEqualTo(200);
      assertThat(example.cli("keys", "toggle", id).exit()).isZero();
      assertDenied(example.whoami(authorization), "Api key is not activated.");
      assertThat(example.cli("keys", "delete", id, "--yes").exit()).isZero();
      assertDenied(example.whoami(authorization), "Invalid token.");
    }
  }

  @Test
  void appliesChangesWithinTheDefaultStaleness() throws Exception {
    try (RunningExample example =
        RunningExample.in(dataDir, Map.of("sallyport.rate-limits", "key:1000000/m"))) {
      String authorization = "Token " + example.shown("token");
      JsonNode whoami = JSON.readTree(example.whoami(authorization).body());
      String id = whoami.path("data").path("apiKey").path("id").asText();
      example.cli("keys", "deactivate", id);
      long deadline = System.nanoTime() + 12_000_000_000L; // 2 s, with a margin for a busy machine
      while (example.whoami(authorization).statusCode() == 200) {
        assertThat(System.nanoTime()).as("max-staleness is 2 s").isLessThan(deadline);
      }
      assertDenied(example.whoami(authorization), "Api key is not activated.");
    }
  }

  @Test
  void showsSecretsAtFirstStartOnly() throws Exception {
    String token;
    try (RunningExample example = RunningExample.in(dataDir)) {
      token = example.shown("token");
      assertThat(example.shown("account")).isEqualTo("3141-5926-5359");
      assertThat(example.shown("user")).isEqualTo("admin");
      assertThat(example.shown("password")).hasSizeGreaterThanOrEqualTo(20);
      assertThat(example.firstOutput).contains("another origin: " + example.pageUri() + "/\n");
      assertThat(example.firstOutput).doesNotContain("<");
      assertThat(pasted(example))
          .hasSize(3)
          .allSatisfy(ran -> assertThat(ran.exit()).as(ran.err()).isZero());
      assertThat(example.firstOutput).contains("curl -H 'Authorization: Token " + token + "'");
    }
    try (RunningExample example = RunningExample.in(dataDir)) {
      assertThat(example.firstOutput).doesNotContain("token:", "password:").contains("curl");
      assertThat(example.whoami("Token " + token).statusCode()).isEqualTo(200);
    }
  }

  /** Runs the printed lines of the command, parsed like a shell does. */
  private static List<Ran> pasted(RunningExample example) {
    return example
        .firstOutput
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("auth-cli/bin/sallyport "))
        .map(LifecycleTest::words)
        .map(RunningExample::run)
        .toList();
  }

  static String[] words(String line) {
    return Pattern.compile("'([^']*)'|(\\S+)")
        .matcher(line)
        .results()
        .skip(1)
        .map(it -> it.group(1) == null ? it.group(2) : it.group(1))
        .toArray(String[]::new);
  }

  @Test
  void answersWhoamiLikeSmarter() throws Exception {
    String authorization = "Token " + shared.shown("token");
    HttpResponse<String> posted =
        shared.post("/api/v1/cli/whoami", "{}", "Authorization", authorization);
    assertThat(posted.statusCode()).isEqualTo(200);
    JsonNode whoami = JSON.readTree(posted.body());
    assertThat(whoami.at("/data/user/username").asText()).isEqualTo("admin");
    assertThat(whoami.at("/data/account/accountNumber").asText()).isEqualTo("3141-5926-5359");
    assertThat(whoami.at("/data/environment").asText()).isEqualTo("local");
    assertThat(whoami.at("/data/apiKey/name").asText()).isEqualTo("first key");
    assertThat(whoami.at("/api").asText()).isEqualTo("smarter.sh/v1");
    assertThat(whoami.at("/metadata/command").asText()).isEqualTo("whoami");
    JsonNode refusal = JSON.readTree(shared.get(RunningExample.WHOAMI).body());
    assertThat(refusal.path("description").asText())
        .isEqualTo("Authentication credentials were not provided.");
    assertThat(refusal.path("context").asText()).contains("whoami");
  }

  @Test
  void exemptsOnlyHealthAndTheStartPage() throws Exception {
    assertThat(shared.get("/healthz").body()).isEqualToIgnoringNewLines("ok");
    assertThat(shared.get("/").body()).contains("/admin/");
    for (String path : new String[] {"/nothing", "/api/v1/llm-clients/demo/chat/"}) {
      assertThat(shared.get(path).statusCode()).as(path).isEqualTo(401);
    }
    for (String path : new String[] {"/healthz/../api", "/healthz;x/..;/api", "/healthz%2f.."}) {
      assertThat(shared.get(path).statusCode()).as(path).isNotEqualTo(200);
    }
  }

  @Test
  void answersChat() throws Exception {
    String[] key = {"Authorization", "Bearer " + shared.shown("token")};
    String question = "{\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
    HttpResponse<String> answer = shared.post(RunningExample.CHAT, question, key);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(JSON.readTree(answer.body()).at("/data/scripted").asBoolean()).isTrue();
    assertThat(JSON.readTree(answer.body()).at("/data/message/content").asText())
        .contains("Hello admin", "scripted");
    for (String bad : new String[] {"", "{", "[]", "{\"messages\":[]}", "{\"messages\":7}"}) {
      assertThat(shared.post(RunningExample.CHAT, bad, key).statusCode()).as(bad).isEqualTo(400);
    }
    String other = "/api/v1/llm-clients/other/chat/";
    assertThat(shared.post(other, question, key).statusCode()).isEqualTo(404);
    String large = "{\"messages\":\"" + "x".repeat(70_000) + "\"}";
    assertThat(shared.post(RunningExample.CHAT, large, key).statusCode()).isEqualTo(413);
    assertThat(shared.post(RunningExample.CHAT, question).statusCode()).isEqualTo(401);
  }

  private static void assertDenied(HttpResponse<String> response, String detail) throws Exception {
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(JSON.readTree(response.body()).path("detail").asText()).isEqualTo(detail);
  }
}
