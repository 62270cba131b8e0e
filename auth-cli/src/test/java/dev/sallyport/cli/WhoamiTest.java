package dev.sallyport.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sallyport.cli.server.ServerUrl;
import dev.sallyport.token.TokenFormat;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WhoamiTest {
  private static final String PATH = "/api/v1/cli/whoami/";
  private static final String AUTHENTICATED =
      "{\"data\":{\"user\":{\"username\":\"ada\"},\"account\":{\"accountId\":\"3141-5926-5359\"}}}";

  private final Cli cli = new Cli();
  private final String token = TokenFormat.sallyport("sp").generate().reveal();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private int status = 200;
  private String body = AUTHENTICATED;
  private Map<String, String> header = Map.of("Content-Type", "application/json");
  private HttpServer server = unstarted();

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  @Test
  void presentsTheKeyAndShowsTheAnswer() {
    Cli.Run run = cli.run("whoami", "--api_key", token, "--url", url(""));

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .isEqualTo(
            """
            {
              "data": {
                "user": {
                  "username": "ada"
                },
                "account": {
                  "accountId": "3141-5926-5359"
                }
              }
            }
            """);
    assertThat(requests).containsExactly("POST " + PATH + " Token " + token);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", PATH, "/api/v1/cli/whoami"})
  void takesTheUrlWithOrWithoutThePath(String path) {
    assertThat(cli.run("whoami", "--api-key", token, "--url", url(path)).exitCode()).isZero();
    assertThat(requests.get(0)).matches("POST /api/v1/cli/whoami/? .*");
  }

  @Test
  void keepsTheContextPathOfTheApplication() {
    cli.run("whoami", "--api-key", token, "--url", url("/app/"));

    assertThat(requests.get(0)).startsWith("POST /app" + PATH + " ");
  }

  @Test
  void prefersTheFlagThenTheEnvironmentThenStandardInput() {
    cli.with("SALLYPORT_URL", url(""));
    cli.piped("in", "whoami");
    cli.with("SALLYPORT_API_KEY", "env");
    cli.piped("in", "whoami");
    cli.piped("in", "whoami", "--api-key", "flag");
    cli.piped("in\n", "whoami", "--api-key", "-");

    assertThat(requests)
        .extracting(request -> request.substring(request.lastIndexOf(' ') + 1))
        .containsExactly("in", "env", "flag", "in");
  }

  @Test
  void stripsSchemeAndBlanksFromTheKey() {
    cli.with("SALLYPORT_URL", url(""));
    for (String input : List.of("Token " + token, " bearer\t" + token + " \n", "\t" + token)) {
      assertThat(cli.piped(input, "whoami").exitCode()).as(input).isZero();
    }

    assertThat(requests).hasSize(3).allMatch(it -> it.equals("POST " + PATH + " Token " + token));
  }

  @Test
  void promptsForTheKeyOnATerminal() {
    ScriptedTerminal terminal = new ScriptedTerminal(token);

    assertThat(cli.asking(terminal, "whoami", "--url", url("")).exitCode()).isZero();
    assertThat(terminal.questions()).containsExactly("API key:");
  }

  @Test
  void rejectsMalformedKeys() {
    for (String input : List.of("", " \n", "two words", "a\nb", "ключ", "x".repeat(9000))) {
      Cli.Run run = cli.piped(input, "whoami", "--url", url(""));
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err().lines().filter(line -> line.startsWith("Error: "))).hasSize(1);
      assertThat(run.err()).doesNotContain("two words", "ключ");
    }
    assertThat(requests).isEmpty();
  }

  @Test
  void printsTheReasonOfADenial() {
    status = 401;
    body =
        """
        {"type":"about:blank","title":"Unauthorized","status":401,"detail":"Api key is not activated.",
         "description":"Api key is not activated.","context":"command=whoami"}""";

    Cli.Run run = cli.run("whoami", "--api-key", token, "--url", url(""));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo(
            "Error: received an http response 401 from %s: Api key is not activated. command=whoami\n"
                .formatted(url(PATH)));
  }

  @Test
  void readsAnyProblemDocumentAndAcceptsNone() {
    status = 403;
    body = "{\"detail\":\"Not\\u001b[2J for you.\"}";
    assertThat(cli.run("whoami", "--api-key", token, "--url", url("")).err())
        .endsWith(": Not?[2J for you.\n");

    body = "<html>" + "x".repeat(2000);
    assertThat(cli.run("whoami", "--api-key", token, "--url", url("")).err())
        .endsWith(": the response is not a JSON object\n");

    body = "{}";
    assertThat(cli.run("whoami", "--api-key", token, "--url", url("")).err())
        .endsWith(": unknown error\n");
  }

  @Test
  void returnsUnavailableIfTheServerFails() {
    status = 503;
    assertThat(cli.run("whoami", "--api-key", token, "--url", url("")).exitCode()).isEqualTo(3);

    status = 200;
    body = "pong";
    assertThat(cli.run("whoami", "--api-key", token, "--url", url("")).exitCode()).isEqualTo(3);

    server.stop(0);
    Cli.Run run = cli.run("whoami", "--api-key", token, "--url", url(""));
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("cannot be reached").hasLineCount(1);
  }

  @Test
  void doesNotFollowRedirects() {
    status = 307;
    header = Map.of("Location", url("/elsewhere/"));
    body = "";

    Cli.Run run = cli.run("whoami", "--api-key", token, "--url", url(""));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("response 307", "redirects");
    assertThat(requests).hasSize(1);
  }

  @Test
  void masksTheKeyInResponses() {
    body = "{\"echo\":\"" + token + "\"}";
    Cli.Run authenticated = cli.run("whoami", "--api-key", token, "--url", url(""));

    status = 401;
    body = "{\"description\":\"%s %s\"}".formatted("x".repeat(480), token);
    Cli.Run denied = cli.run("whoami", "--api-key", token, "--url", url(""));

    assertThat(authenticated.out()).contains("[hidden]").doesNotContain(token);
    assertThat(denied.err()).doesNotContain(token.substring(0, 12));
  }

  @Test
  void limitsTheSizeOfResponses() {
    body = "\"" + "x".repeat(2 << 20) + "\"";

    Cli.Run run = cli.run("whoami", "--api-key", token, "--url", url(""));

    assertThat(run.exitCode()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://127.0.0.1",
        "127.0.0.1:8080",
        "http:///x",
        "http://u:secret@127.0.0.1",
        "file:/etc",
        "http://127.0.0.1?secret=1",
        "http://127.0.0.1#secret",
        "http://a b",
        ""
      })
  void rejectsMalformedUrlsWithoutPrintingThem(String url) {
    Cli.Run run = cli.run("whoami", "--api-key", token, "--url", url);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("Error: --url must be").doesNotContain("secret");
  }

  @Test
  void requiresAUrl() {
    assertThat(cli.run("whoami", "--api-key", token).err()).contains("--url", "SALLYPORT_URL");
  }

  private static boolean isConfidential(String url) {
    return ServerUrl.of(url, "/", url).isConfidential();
  }

  @Test
  void warnsBeforeSendingAKeyUnencrypted() {
    assertThat(isConfidential("http://localhost:8080")).isTrue();
    assertThat(isConfidential("http://[::1]:8080")).isTrue();
    assertThat(isConfidential("HTTPS://api.example.com")).isTrue();
    assertThat(isConfidential("http://127.0.0.1.example.com")).isFalse();
    assertThat(isConfidential("http://10.0.0.1")).isFalse();

    Cli.Run run = cli.run("whoami", "--api-key", token, "--url", "http://sallyport.invalid");
    assertThat(run.err()).startsWith("Warning: the API key is sent unencrypted over http");
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.add(
        "%s %s %s"
            .formatted(
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                exchange.getRequestHeaders().getFirst("Authorization")));
    byte[] bytes = body.getBytes(UTF_8);
    header.forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static HttpServer unstarted() {
    try {
      return HttpServer.create();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
