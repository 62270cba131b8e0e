package dev.sallyport.example.jakarta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds on every server. */
abstract class ServerContract extends StartedServer {
  /** The default. */
  private static final Duration MAX_STALENESS = Duration.ofSeconds(2);

  ServerContract(Server.Starter starter) {
    super(starter);
  }

  @Test
  final void aKeyIsRequired() throws Exception {
    for (String application : withKeys()) {
      Key key = newKey(application, "note:read");
      for (String path : List.of("/api/hello", "/api/", "/api/none", "/api/echo")) {
        HttpResponse<String> denied = send("GET", application + path);
        assertThat(denied.statusCode()).as(application + path).isEqualTo(401);
        assertThat(denied.body()).contains("https://sallyport.dev/problems/");
        assertThat(get(application + path, key.token() + "x").statusCode()).isEqualTo(401);
      }
      HttpResponse<String> greeting = get(application + "/api/hello", key.token());
      assertThat(greeting.statusCode()).isEqualTo(200);
      assertThat(greeting.body()).isEqualTo("Hello, ada!");
      assertThat(greeting.headers().allValues("Set-Cookie")).isEmpty();
      assertThat(send("GET", application + "/hello").body()).isEqualTo("Hello, null!");
    }
  }

  @Test
  final void aDeactivatedKeyIsDenied() throws Exception {
    for (String application : withKeys()) {
      Key key = newKey(application, "note:read");
      assertThat(get(application + "/api/hello", key.token()).statusCode()).isEqualTo(200);

      assertThat(send("DELETE", application + "/keys?" + key.id()).statusCode()).isEqualTo(200);

      assertThat(get(application + "/api/hello", key.token()).statusCode()).isEqualTo(401);
    }
  }

  @Test
  final void anInvalidSettingNeverLeavesTheApplicationOpen() throws Exception {
    for (String path : List.of("/api/hello", "/api/", "/api/none", "/api/../api/hello")) {
      HttpResponse<String> response = send("GET", WRONG + path);
      assertThat(response.statusCode()).as(path).isEqualTo(503);
      assertThat(response.body()).contains("https://sallyport.dev/problems/not-started");
      assertThat(get(WRONG + path, "any").statusCode()).as(path).isEqualTo(503);
    }
    assertThat(server.output())
        .filteredOn(it -> it.contains("Invalid value 'banana' for max-staleness"))
        .isNotEmpty();
  }

  /** Some servers start a filter when the first request reaches it, others serve without it. */
  @Test
  final void aFilterBeforeSallyportsServesNothing() throws Exception {
    if (applications().contains(ORDER)) {
      for (String path : List.of("/api/hello", "/hello", "/api/none")) {
        HttpResponse<String> response = send("GET", ORDER + path);
        assertThat(response.statusCode()).as(path).isEqualTo(503);
        assertThat(response.body()).contains("https://sallyport.dev/problems/not-started");
      }
      assertThat(server.output())
          .anyMatch(it -> it.contains("GreedyFilter) comes before the filter sallyport"));
    }
  }

  /** The server excludes our libraries, and the guard with them, from what it starts. */
  @Test
  final void aFilterBeforeSallyportsOpensNothingWithoutTheGuard() throws Exception {
    if (applications().contains(ORDER)) {
      await()
          .atMost(Duration.ofMinutes(3))
          .until(
              () ->
                  send("GET", UNORDERED + closedWithoutGuard().get(0)).statusCode()
                      == statusWithoutGuard());
      for (String path : closedWithoutGuard()) {
        HttpResponse<String> response = send("GET", UNORDERED + path);
        assertThat(response.statusCode()).as(path).isEqualTo(statusWithoutGuard());
        assertThat(response.body()).doesNotContain("Hello");
      }
    }
  }

  @Test
  final void aWebSocketNeedsAKey() throws Exception {
    assertThatThrownBy(() -> connect(BOTH, "none").join())
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class,
            it -> assertThat(it.getResponse().statusCode()).isEqualTo(401));
    Key key = newKey(BOTH, "note:read");
    WebSocket.Builder builder = CLIENT.newWebSocketBuilder().header("X-API-Key", key.token());
    Received received = new Received();
    WebSocket socket =
        builder.buildAsync(webSocket(BOTH + "/api/echo"), received).get(30, TimeUnit.SECONDS);
    socket.sendText("hi", true).get(30, TimeUnit.SECONDS);
    assertThat(received.message.get(30, TimeUnit.SECONDS)).isEqualTo("ada: hi");
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(30, TimeUnit.SECONDS);
  }

  private static final class Received implements WebSocket.Listener {
    final CompletableFuture<String> message = new CompletableFuture<>();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean isLast) {
      message.complete(text.toString());
      socket.request(1); // the answer to its close, without which the connection stays
      return CompletableFuture.completedStage(null);
    }
  }

  private CompletableFuture<WebSocket> connect(String application, String token) {
    return CLIENT
        .newWebSocketBuilder()
        .header("X-API-Key", token)
        .buildAsync(webSocket(application + "/api/echo"), new Received());
  }

  private java.net.URI webSocket(String path) {
    return java.net.URI.create(server.uri(path).toString().replace("http:", "ws:"));
  }

  @Test
  final void theLogOfTheServerHasTheLinesOfSallyport() throws Exception {
    newKey(BOTH, "note:read");

    assertThat(server.output())
        .anyMatch(it -> it.contains("Argon2id is computed by"))
        .anyMatch(it -> it.contains("The store is memory, named by the setting store"));
  }

  @Test
  final void theStartLogsNoWarning() {
    assertThat(server.output())
        .filteredOn(it -> it.contains("sallyport") && it.contains("WARN"))
        .filteredOn(it -> !it.contains("banana") && !it.contains("GreedyFilter) comes before"))
        .isEmpty();
  }

  @Test
  final void theCommandDeactivatesAKey() throws Exception {
    for (String application : inDatabase()) {
      Key key = newKey(application, "note:read");
      assertThat(get(application + "/api/hello", key.token()).statusCode()).isEqualTo(200);

      database.sallyport("keys", "deactivate", key.id());
      long deactivatedAt = System.nanoTime();

      long beganAt;
      int status;
      do {
        beganAt = System.nanoTime();
        status = get(application + "/api/hello", key.token()).statusCode();
      } while (status == 200 && beganAt - deactivatedAt <= MAX_STALENESS.toNanos());
      assertThat(status).as(application).isEqualTo(401);
    }
  }

  private List<String> withKeys() {
    return Stream.concat(Stream.of(BOTH, FILTER), inDatabase().stream()).toList();
  }
}
