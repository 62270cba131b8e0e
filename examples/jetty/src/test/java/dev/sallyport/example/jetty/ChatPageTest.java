package dev.sallyport.example.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.authorization.ResourceId;
import dev.sallyport.management.CreateResult.Created;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** Tests the chat page, which calls the application from another origin, in a browser. */
class ChatPageTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path dataDir;
  private static RunningExample example;
  private static Browser browser;
  private static ChatScreen screen;

  @BeforeAll
  static void start() throws Exception {
    example =
        RunningExample.in(
            dataDir,
            Map.of(
                "sallyport.max-staleness", "0",
                "sallyport.stale-if-unavailable", "0",
                "sallyport.rate-limits", "key:5/10s",
                "sallyport.required-scopes", "POST /api/v1/llm-clients/guarded/* chat:write"));
    for (String client : List.of("open", "guarded")) {
      example
          .sallyport()
          .resourceManager()
          .create(FirstStart.OWNER.accountId(), new ResourceId("llm-client", client));
    }
    browser = Browser.startToWatchTraffic();
    screen = new ChatScreen(browser);
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
    if (example != null) {
      example.close();
    }
  }

  @Test
  void answersWithKeyAndKeepsConversation() throws Exception {
    screen.open(example.pageUri()).with(example.shown("token"), "demo").say("Hello").say("Again");
    assertThat(browser.findAll("#log > .theirs")).hasSize(2);
    assertThat(screen.last()).startsWith("Hello admin.").contains("5 characters");
    assertThat(browser.find("#quota-list").getText()).containsPattern("[34] of 5");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void showsReasonForInactiveKeyAndContinuesAfterActivation() throws Exception {
    Created key = example.create();
    screen.open(example.pageUri()).with(key.token().reveal(), "open").say("One");
    assertThat(screen.last()).startsWith("Hello admin.");

    example.sallyport().keys().deactivate(key.key().id());
    screen.say("Two");
    assertThat(screen.denialTitle()).isEqualTo("401 API key not activated");
    assertThat(screen.last()).isEqualTo("Api key is not activated.");
    assertThat(screen.facts())
        .contains("error=\"invalid_token\"", key.key().id().toString(), "/inactive-key");

    example.sallyport().keys().activate(key.key().id());
    screen.denial().findElement(By.cssSelector(".again button")).click();
    browser.await("the answer", () -> browser.findAll("#log > .theirs").size() == 2);
    assertThat(browser.findAll(".denial, .undelivered")).isEmpty();
  }

  @Test
  @Tag("slow")
  void showsReasonForInvalidToken() throws Exception {
    screen.open(example.pageUri()).with("no-such-token", "open").say("Hello");
    assertThat(screen.denialTitle()).startsWith("401");
  }

  @Test
  @Tag("slow")
  void showsReasonForForbiddenRequests() throws Exception {
    String token = example.create().token().reveal();
    screen.open(example.pageUri()).with(token, "guarded").say("Hello");
    assertThat(screen.last()).isEqualTo("The API key does not hold the scopes that this requires.");
    assertThat(screen.denial().getText()).contains("403", "Required scopes: chat:write.");
    assertThat(screen.facts()).contains("scope=\"chat:write\"");

    screen.with(token, "demo").say("Hello");
    assertThat(screen.denialTitle()).startsWith("403");
    assertThat(screen.last()).isEqualTo("Forbidden. Please provide a valid API key.");

    screen.with(token, "of-another").say("Hello");
    assertThat(screen.denialTitle()).startsWith("404");
  }

  @Test
  @Tag("slow")
  void countsDownUntilQuotaIsAvailable() throws Exception {
    String token = example.create().token().reveal();
    screen.open(example.pageUri()).with(token, "open");
    while (browser
        .findAll(".denial")
        .isEmpty()) { // the quota refills faster than the page can send
      while (example.whoami("Token " + token).statusCode() == 200) {}
      screen.say("Hello");
    }
    assertThat(screen.denialTitle()).startsWith("429");
    assertThat(screen.last()).isEqualTo("Too many requests with this API key. Try again later.");
    int first = countOf(screen.denial().findElement(By.className("count")).getText());
    assertThat(first).isBetween(1, 2);
    assertThat(browser.find("#status").getDomProperty("textContent"))
        .isEqualTo("You can send again in " + first + " seconds.");
    assertThat(browser.find("#send").isEnabled()).isFalse();
    browser.find("#message").sendKeys("Too early", Keys.ENTER);
    assertThat(browser.find("#message").getDomProperty("value")).isEqualTo("Too early");

    browser.await(
        "it counts",
        () -> countOf(screen.denial().findElement(By.className("count")).getText()) < first);
    browser.await("the end", () -> browser.find("#send").isEnabled());
    assertThat(browser.find("#status").getDomProperty("textContent"))
        .isEqualTo("You can send again.");
    int answered = browser.findAll("#log > .theirs").size();
    screen.denial().findElement(By.cssSelector(".again button")).click();
    browser.await("it", () -> browser.findAll("#log > .theirs").size() == answered + 1);
    assertThat(browser.findAll(".denial")).isEmpty();
  }

  @Test
  void showsUnavailableStore() throws Exception {
    String token = example.create().token().reveal();
    screen.open(example.pageUri()).with(token, "open").say("Hello");
    try (Connection alone = example.connect()) {
      alone.createStatement().execute("SET EXCLUSIVE 2");
      screen.say("Hello");
      assertThat(screen.denialTitle()).startsWith("503");
      assertThat(screen.last()).isEqualTo("The API key could not be checked. Try again later.");
      alone.createStatement().execute("SET EXCLUSIVE FALSE");
    }
    screen.open(example.pageUri()).with(token, "open").say("Hello");
    assertThat(screen.last()).startsWith("Hello admin.");
  }

  @Test
  void sendsRequestsOfSmartersClientAndTokenOnlyInHeader() throws Exception {
    String token = example.create().token().reveal();
    screen.open(example.pageUri());
    browser.setCookie(example.uri(), "csrftoken", "of-the-host");
    screen.with(token, "open").say("Hello");

    JsonNode asked = theCall();
    JsonNode headers = asked.path("headers");
    assertThat(headers.path("Authorization").asText()).isEqualTo("Token " + token);
    assertThat(headers.path("Content-Type").asText()).isEqualTo("application/json");
    assertThat(headers.path("X-CSRFToken").asText()).isEqualTo("of-the-host");
    JsonNode body = JSON.readTree(asked.path("postData").asText());
    assertThat(body.path("session_key").asText()).isNotEmpty();
    assertThat(body.at("/messages/0/content").asText()).isEqualTo("Hello");

    assertThat(asked.path("url").asText()).doesNotContain(token);
    assertThat(asked.path("postData").asText()).doesNotContain(token);
    assertThat(browser.evaluate("document.cookie")).isEqualTo("csrftoken=of-the-host");
    assertThat(browser.evaluate("localStorage.length + sessionStorage.length")).isEqualTo("0");
    assertThat(browser.evaluate("location.href")).isEqualTo(example.pageUri() + "/");
    screen.open(example.pageUri());
    assertThat(browser.find("#token").getDomProperty("value")).isEmpty();
  }

  @Test
  void requiresInputBeforeRequest() {
    screen.open(example.pageUri()).with("", "open");
    browser.find("#message").sendKeys("Hello", Keys.ENTER);
    assertThat(browser.find("#token-error").getText()).isEqualTo("Paste an API key first.");
    assertThat(browser.focused().getDomAttribute("id")).isEqualTo("token");
    assertThat(browser.find("#message").getDomProperty("value")).isEqualTo("Hello");
    assertThat(browser.findAll("#log > *")).isEmpty();
  }

  private static JsonNode theCall() throws Exception {
    for (String entry : browser.traffic()) {
      JsonNode message = JSON.readTree(entry).path("message");
      JsonNode request = message.at("/params/request");
      if ("Network.requestWillBeSent".equals(message.path("method").asText())
          && request.path("method").asText().equals("POST")
          && request.path("url").asText().endsWith("/chat/")) {
        return request;
      }
    }
    throw new AssertionError("the page has not called");
  }

  private static int countOf(String text) {
    return text.equals("now") ? 0 : Integer.parseInt(text.replaceAll("[^0-9]", ""));
  }
}
