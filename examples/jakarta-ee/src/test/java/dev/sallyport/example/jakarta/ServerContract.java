package dev.sallyport.example.jakarta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What holds on every server. */
@Tag("servers")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class ServerContract {
  private static final String STORE = System.getProperty("servers.store", "memory");
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** With the filter and the mechanism. */
  static final String BOTH = "/example";

  /** Without the library of the mechanism. */
  static final String FILTER = "/filter";

  /** With an invalid setting. */
  static final String WRONG = "/wrong";

  private final Server.Starter starter;
  private Server server;
  private Path second;

  ServerContract(Server.Starter starter) {
    this.starter = starter;
  }

  /** A key and its token. */
  record Key(String id, String token) {}

  @BeforeAll
  final void start(@TempDir Path work) throws Exception {
    Path wars = Files.createDirectories(work.resolve("wars"));
    war().write(wars.resolve("example.war"));
    war().without("sallyport-jakarta-security").write(wars.resolve("filter.war"));
    war().with("max-staleness", "banana").write(wars.resolve("wrong.war"));
    second = work.resolve("second.war");
    war().with("realm", "second").write(second);
    server = starter.start(wars, Files.createDirectories(work.resolve("server")));
    for (String application : List.of(BOTH, FILTER, WRONG)) {
      await()
          .atMost(Duration.ofMinutes(1))
          .ignoreExceptions()
          .until(() -> send("GET", application + "/api/hello").statusCode() != 404);
    }
  }

  @AfterAll
  final void stop() throws IOException {
    if (server != null) {
      Path logs = Files.createDirectories(Path.of("target/server-logs"));
      Files.write(logs.resolve(getClass().getSimpleName() + ".log"), server.output());
      server.close();
    }
  }

  private static ExampleWar war() {
    return new ExampleWar().with("store", STORE);
  }

  @Test
  final void aKeyIsRequired() throws Exception {
    for (String application : List.of(BOTH, FILTER)) {
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
    for (String application : List.of(BOTH, FILTER)) {
      Key key = newKey(application, "note:read");
      assertThat(get(application + "/api/hello", key.token()).statusCode()).isEqualTo(200);

      assertThat(send("DELETE", application + "/keys?" + key.id()).statusCode()).isEqualTo(200);

      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> get(application + "/api/hello", key.token()).statusCode() == 401);
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
    socket.abort();
  }

  private static final class Received implements WebSocket.Listener {
    final CompletableFuture<String> message = new CompletableFuture<>();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean isLast) {
      message.complete(text.toString());
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
  final void theStartLogsNoWarning() {
    assertThat(server.output())
        .filteredOn(it -> it.contains("sallyport") && it.contains("WARN"))
        .filteredOn(it -> !it.contains("banana"))
        .isEmpty();
  }

  public final Server redeploying() {
    return server;
  }

  public final HttpResponse<String> hello() throws Exception {
    return send("GET", BOTH + "/api/hello");
  }

  /** Returns an application in place of the first, which has the realm {@code second}. */
  public final Path replacement() {
    return second;
  }

  /** Creates a key. A request before it starts the filter where that starts late. */
  final Key newKey(String application, String scopes) throws Exception {
    assertThat(send("GET", application + "/api/hello").statusCode()).isEqualTo(401);
    HttpResponse<String> created = send("POST", application + "/keys?" + scopes);
    assertThat(created.statusCode()).as(created.body()).isEqualTo(200);
    String[] idAndToken = created.body().strip().split(" ", -1);
    return new Key(idAndToken[0], idAndToken[1]);
  }

  final HttpResponse<String> get(String path, String token) throws Exception {
    return send("GET", path, "X-API-Key", token);
  }

  final HttpResponse<String> send(String method, String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.uri(path))
            .timeout(Duration.ofSeconds(60))
            .method(method, BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }
}
