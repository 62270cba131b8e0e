package dev.sallyport.example.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.key.Owner;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.Rotation;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.token.TokenFormat;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the authorization rules of the example, over HTTP and with the command. */
class RulesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String QUESTION =
      "{\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

  @TempDir private Path dataDir;

  @Test
  void requiresBoundKeysForTheDemo() throws Exception {
    try (RunningExample example = start(Map.of())) {
      String first = example.shown("token");
      Created other = example.create();
      assertThat(chat(example, first).statusCode()).isEqualTo(200);
      HttpResponse<String> rejected = chat(example, other.token().reveal());
      assertThat(rejected.statusCode()).isEqualTo(403);
      assertThat(problem(rejected).path("type").asText()).endsWith("/key-not-bound");

      assertThat(bind(example, other, "add").exit()).isZero();
      assertThat(chat(example, other.token().reveal()).statusCode()).isEqualTo(200);
      assertThat(bind(example, other, "remove").exit()).isZero();
      assertThat(chat(example, other.token().reveal()).statusCode()).isEqualTo(403);
    }
  }

  @Test
  void g02ProtectsClientWhenItsKeyIsInactive() throws Exception {
    try (RunningExample example = start(Map.of())) {
      Created other = example.create();
      String firstId = keyId(example, example.shown("token"));
      assertThat(example.cli("keys", "deactivate", firstId).exit()).isZero();
      assertThat(chat(example, other.token().reveal()).statusCode()).isEqualTo(403);
      assertThat(example.post(RunningExample.CHAT, QUESTION).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void g03AnswersAlikeForOtherAccountsAndMissingClients() throws Exception {
    try (RunningExample example = start(Map.of())) {
      Owner other = new Owner("1111-2222-3333", "other");
      var owners = example.sallyport().ownerManager();
      owners.createAccount(new Account(other.accountId(), "", true));
      owners.createUser(User.person(other).staff(true));
      Created theirs =
          (Created) example.sallyport().keys().create(CreateKeyRequest.of(other, "theirs"));
      HttpResponse<String> foreign = chat(example, theirs.token().reveal());
      HttpResponse<String> absent =
          example.post(
              "/api/v1/llm-clients/absent/chat/",
              QUESTION,
              "Authorization",
              "Token " + theirs.token().reveal());
      assertThat(foreign.statusCode()).isEqualTo(404);
      assertThat(absent.statusCode()).isEqualTo(404);
      assertThat(foreign.body()).isEqualTo(absent.body());
      assertThat(bind(example, theirs, "add").exit()).isEqualTo(1);
    }
  }

  @Test
  void limitsKeysTo120RequestsPerMinuteAndReportsQuota() throws Exception {
    try (RunningExample example = start(Map.of())) {
      String token = example.shown("token");
      HttpResponse<String> response = example.whoami("Token " + token);
      assertThat(response.headers().firstValue("RateLimit-Policy")).contains("\"key\";q=120;w=60");
      assertThat(response.headers().firstValue("RateLimit").orElseThrow())
          .startsWith("\"key\";r=119;t=");
      int asked = 1;
      while (response.statusCode() == 200 && asked < 200) {
        response = example.whoami("Token " + token);
        asked++;
      }
      assertThat(response.statusCode()).isEqualTo(429);
      assertThat(asked).isGreaterThan(120);
      assertThat(response.headers().firstValue("Retry-After")).contains("1");
      assertThat(problem(response).path("type").asText()).endsWith("#quota-exceeded");
      assertThat(example.whoami("Token " + example.create().token().reveal()).statusCode())
          .as("another key")
          .isEqualTo(200);
    }
  }

  @Test
  void requiresScopesOfTheSetting() throws Exception {
    Map<String, String> params =
        Map.of("sallyport.required-scopes", "POST /api/v1/llm-clients/* chat:write");
    try (RunningExample example = start(params)) {
      HttpResponse<String> rejected = chat(example, example.shown("token"));
      assertThat(rejected.statusCode()).isEqualTo(403);
      assertThat(rejected.headers().allValues("WWW-Authenticate"))
          .anyMatch(it -> it.contains("error=\"insufficient_scope\", scope=\"chat:write\""));
    }
  }

  @Test
  void requiresKeyForTheDemoInOptionalMode() throws Exception {
    try (RunningExample example = start(Map.of("sallyport.mode", "optional"))) {
      assertThat(example.post(RunningExample.CHAT, QUESTION).statusCode()).isEqualTo(401);
      assertThat(example.get("/nothing").statusCode()).isEqualTo(404);
      assertThat(chat(example, example.shown("token")).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void acceptsRotatedKeyDuringOverlapAndItsSuccessor() throws Exception {
    try (RunningExample example = start(Map.of())) {
      String first = example.shown("token");
      String id = keyId(example, first);
      Rotation how = Rotation.overlappingFromFirstUse(Duration.ofHours(1));
      Created successor =
          (Created) example.sallyport().keys().rotate(UUID.fromString(id), how).orElseThrow();
      assertThat(chat(example, first).statusCode()).isEqualTo(200);
      assertThat(chat(example, successor.token().reveal()).statusCode()).isEqualTo(200);
      assertThat(example.sallyport().keys().get(UUID.fromString(id)).orElseThrow().expiresAt())
          .isNotNull();
      assertThat(
              example
                  .cli("keys", "rotate", successor.key().id().toString(), "--immediately")
                  .exit())
          .isZero();
      assertThat(example.whoami("Token " + successor.token().reveal()).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void deniesKeysOfDeactivatedAccount() throws Exception {
    try (RunningExample example = start(Map.of())) {
      String token = "Token " + example.shown("token");
      String account = FirstStart.OWNER.accountId();
      assertThat(example.cli("accounts", "deactivate", account).exit()).isZero();
      HttpResponse<String> rejected = example.whoami(token);
      assertThat(rejected.statusCode()).isEqualTo(401);
      assertThat(problem(rejected).path("detail").asText()).isEqualTo("User inactive or deleted.");
      assertThat(example.cli("accounts", "activate", account).exit()).isZero();
      assertThat(example.whoami(token).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void revokesKeyByItsToken() throws Exception {
    try (RunningExample example = start(Map.of())) {
      String found = example.create().token().reveal();
      String ofNoKey = TokenFormat.sallyport("sp").generate().reveal();
      for (String token : List.of(found, ofNoKey)) {
        HttpResponse<String> answer =
            example.post("/api/v1/auth/revoke/", "{\"token\":\"" + token + "\"}");
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
      }
      assertThat(example.whoami("Token " + found).statusCode()).isEqualTo(401);
    }
  }

  private RunningExample start(Map<String, String> contextParams) throws Exception {
    Map<String, String> all = new HashMap<>(contextParams);
    all.put("sallyport.max-staleness", "0");
    return RunningExample.in(dataDir, all);
  }

  private static RunningExample.Ran bind(RunningExample example, Created key, String command) {
    return example.cli(
        "bindings",
        command,
        "--account-number",
        FirstStart.OWNER.accountId(),
        "--name",
        "demo",
        "--key-id",
        key.key().id().toString());
  }

  private static HttpResponse<String> chat(RunningExample example, String token) throws Exception {
    return example.post(RunningExample.CHAT, QUESTION, "Authorization", "Token " + token);
  }

  private static String keyId(RunningExample example, String token) throws Exception {
    return problem(example.whoami("Token " + token)).at("/data/apiKey/id").asText();
  }

  private static JsonNode problem(HttpResponse<String> response) throws Exception {
    return JSON.readTree(response.body());
  }
}
