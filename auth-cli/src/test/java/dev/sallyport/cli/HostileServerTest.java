package dev.sallyport.cli;

import static dev.sallyport.cli.TestDatabase.OWNER;
import static dev.sallyport.cli.TestDatabase.args;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.sallyport.cli.output.UnavailableException;
import dev.sallyport.cli.server.HttpTransport;
import dev.sallyport.token.TokenFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests with servers that are faulty, malicious or not a management API. */
class HostileServerTest {
  private static final String ID = "4f5e1d9c-2b6a-4c8f-9d3e-7a1b0c2d3e4f";
  private static final String KEY =
      """
      {"id":"ID","name":"n","description":"","owner":{"accountId":"3141-5926-5359",
      "userId":"admin"},"state":"active","active":true,"scopes":[],"networks":[],"tags":[],
      "hint":"","createdAt":"2026-01-01T00:00:00Z","updatedAt":"2026-01-01T00:00:00Z",
      "renewable":false,"groupId":"ID","version":0}
      """
          .replace("ID", ID);
  private static final String JSON = "application/json";
  private static final String PROBLEM = "application/problem+json";

  private final String key = TokenFormat.sallyport("sp").generate().reveal();
  private final Cli cli = new Cli().with("SALLYPORT_API_KEY", key);
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server = unstarted();
  private int status = 200;
  private String type = JSON;
  private String body = "{}";
  private Map<String, String> more = Map.of();

  private static HttpServer unstarted() {
    try {
      return HttpServer.create();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
    cli.with("SALLYPORT_URL", url("/admin"));
  }

  @AfterEach
  void stop() {
    stopped.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    exchange.getResponseHeaders().set("Content-Type", type);
    more.forEach(exchange.getResponseHeaders()::set);
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void respondWith(int newStatus, String problem, String detail) {
    status = newStatus;
    type = PROBLEM;
    body =
        "{\"type\":\"https://sallyport.dev/problems/%s\",\"title\":\"T\",\"detail\":\"%s\"}"
            .formatted(problem, detail);
  }

  @ParameterizedTest
  @CsvSource({
    "400, bad-request, Name must be short., 2, name must be short",
    "401, invalid-token, Invalid token., 1, authentication failed: Invalid token",
    "403, not-staff, For staff only., 1, For staff only",
    "404, not-found, Nothing., 1, API key " + ID + " not found",
    "409, exists, There is one., 1, There is one",
    "412, precondition-failed, The key has changed., 1, The key has changed",
    "413, content-too-large, Too large., 2, Too large",
    "422, owner-odd, Odd., 1, Odd",
    "428, precondition-required, Send the ETag., 1, Send the ETag",
    "429, too-many-attempts, Too many., 1, Too many",
    "500, fault, Broken., 3, failed: Broken",
    "503, unavailable, Later., 3, failed: Later"
  })
  void printsAProblemAsOneSentence(
      int code, String name, String detail, int exitCode, String sentence) {
    respondWith(code, name, detail);

    Cli.Run run = cli.run("keys", "show", ID);

    assertThat(run.exitCode()).isEqualTo(exitCode);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("Error: ").hasLineCount(1).containsIgnoringCase(sentence);
    assertThat(run.err()).endsWith(".\n").doesNotContain("..", key);
  }

  @Test
  void printsTheTimeToRetry() {
    respondWith(429, "quota-exceeded", "Too many requests.");
    more = Map.of("Retry-After", "17");
    assertThat(cli.run("keys", "list").err())
        .isEqualTo("Error: Too many requests; retry in 17 seconds.\n");

    respondWith(503, "unavailable", "The store could not be asked.");
    more = Map.of("Retry-After", "Fri, 31 Dec 1999 23:59:59 GMT");
    assertThat(cli.run("keys", "list").err()).endsWith("could not be asked.\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void doesNotFollowRedirects(int code) {
    status = code;
    more = Map.of("Location", url("/elsewhere"));

    Cli.Run run = cli.run("keys", "list");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("redirects; the API key is not sent").hasLineCount(1);
    assertThat(requests).singleElement().asString().startsWith("GET /admin/api/v1/keys?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{}",
        "{\"items\":{}}",
        "{\"items\":[1]}",
        "{\"items\":[{\"id\":\"x\"}]}",
        "{\"items\":[{\"id\":\"4f5e1d9c-2b6a-4c8f-9d3e-7a1b0c2d3e4f\",\"createdAt\":\"now\"}]}",
        "<html></html>"
      })
  void rejectsMalformedResponses(String answer) {
    body = answer;

    Cli.Run run = cli.run("keys", "list");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("not from the management API").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "text/plain", "application/xml", ""})
  void rejectsOtherMediaTypes(String other) {
    type = other;
    body = "{\"items\":[],\"total\":0}";

    assertThat(cli.run("keys", "list").exitCode()).isEqualTo(3);

    status = 404;
    body = "{\"type\":\"https://sallyport.dev/problems/not-found\"}";
    Cli.Run run = cli.run("keys", "show", ID);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("no management API found").contains("404").hasLineCount(1);
  }

  @Test
  void limitsTheSizeOfResponses() {
    body = "{\"items\":[],\"total\":0,\"more\":\"" + "x".repeat(33 << 20) + "\"}";

    Cli.Run run = cli.run("keys", "list");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("could not be read").hasLineCount(1);
  }

  @Test
  void limitsTheTimeOfResponses() {
    server.createContext(
        "/drip",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write('{');
            out.flush();
            stopped.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    HttpTransport wire =
        new HttpTransport("there", 100, Duration.ofSeconds(30), Duration.ofMillis(300));
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url("/drip")));

    assertThatThrownBy(() -> wire.send(request))
        .isInstanceOf(UnavailableException.class)
        .hasMessage("the server at there did not respond in time");
  }

  @Test
  void reportsAnUnreachableServer() {
    server.stop(0);

    Cli.Run run = cli.run("keys", "list");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("cannot be reached").hasLineCount(1);
  }

  @Test
  void reportsAnUntrustedServer() throws IOException, GeneralSecurityException {
    // With a server without TLS, java.net.http sometimes loses the cause of the failure.
    SSLContext withoutCertificate = SSLContext.getInstance("TLS");
    withoutCertificate.init(null, null, null);
    HttpsServer tls =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    tls.setHttpsConfigurator(new HttpsConfigurator(withoutCertificate));
    tls.start();

    Cli.Run run =
        cli.run("keys", "list", "--url", "https://127.0.0.1:" + tls.getAddress().getPort());
    tls.stop(0);

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("no trusted TLS connection").hasLineCount(1);
  }

  @Test
  void printsNeitherTheKeyNorControlCharacters() {
    respondWith(403, "denied", "You sent " + key + " \\u001b[2J\\u202e.");

    Cli.Run run = cli.run("keys", "list");

    assertThat(run.err()).contains("[hidden]").doesNotContain(key, "\u001b", "\u202e");
    assertThat(cli.run("keys", "list", "--stack-trace").err()).doesNotContain(key);
    assertThat(requests).allMatch(request -> !request.contains(key));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sp_\\u001b]0;owned\\u0007",
        "sp_\\r\\nrm -rf x",
        "sp_\\nx",
        "two words",
        "sp_\\u009b2J",
        "sp_\\u202e",
        "t\u00fcr",
        ""
      })
  void rejectsTokensThatAreNotOneWord(String token) {
    status = 201;
    body = "{\"key\":%s,\"token\":\"%s\"}".formatted(KEY, token);
    for (String format : new String[] {"table", "json", "yaml"}) {
      Cli.Run run = cli.run(args("keys", "create", OWNER, "--format", format));

      assertThat(run.exitCode()).isEqualTo(3);
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).contains("not from the management API").hasLineCount(1);
    }
    body = "{\"key\":%s,\"token\":\"%s\"}".formatted(KEY, "sp_good");
    assertThat(cli.ok(args("keys", "create", OWNER)).out()).isEqualTo("sp_good\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "json", "yaml"})
  void printsNoControlCharacters(String format) {
    String evil = "\\u001b[2J\\u0007\\u009b\\u007f\\u202e\\u2028\\r\\nx";
    body =
        """
        {"items":[{"sequence":1,"at":"2026-01-01T00:00:00Z","action":"EVIL","subject":"EVIL",
        "actor":"EVIL","origin":"EVIL","reason":"EVIL","hash":"EVIL",
        "before":{"EVIL":"EVIL","a":"EVIL"},"after":{"EVIL b":"EVIL","- c: EVIL":"1"}}]}
        """
            .replace("EVIL", evil);

    Cli.Run run = cli.ok("audit", "list", "--format", format);

    assertThat(run.out()).contains("2J").matches("[ -~\n]+");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void endsPagingAtARepeatedPosition() {
    body = "{\"items\":[],\"next\":7}";

    assertThat(cli.run("audit", "list").err()).isEqualTo("No entries found.\n");
    assertThat(requests).hasSize(2);
  }
}
