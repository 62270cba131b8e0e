package dev.sallyport.example.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests cross-origin requests to the container and the filter. */
class CrossOriginTest {
  private static final String ORIGIN = "Access-Control-Allow-Origin";
  private static final String CREDENTIALS = "Access-Control-Allow-Credentials";

  @TempDir static Path dataDir;
  private static RunningExample example;

  @BeforeAll
  static void start() throws Exception {
    example = RunningExample.in(dataDir);
  }

  @AfterAll
  static void stop() {
    if (example != null) {
      example.close();
    }
  }

  @Test
  void linksConsoleAndChatOnStartPage() throws Exception {
    HttpResponse<String> page = example.get("/");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("href=\"/admin/\"", "href=\"" + example.pageUri() + "/\"")
        .contains("href=\"https://sallyport.dev/docs/\"");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("style-src 'sha256-")
        .doesNotContain("unsafe");
    assertThat(example.get("/else").statusCode()).isEqualTo(401);
  }

  @Test
  void answersPreflightsBeforeTheFilter() throws Exception {
    HttpResponse<String> response = preflight(example.pageUri().toString());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue(ORIGIN)).contains(example.pageUri().toString());
    assertThat(response.headers().firstValue(CREDENTIALS)).contains("true");
    assertThat(response.headers().firstValue("Access-Control-Allow-Headers").orElseThrow())
        .containsIgnoringCase("authorization")
        .containsIgnoringCase("content-type")
        .containsIgnoringCase("x-csrftoken");
    assertThat(response.headers().firstValue("Access-Control-Allow-Methods").orElseThrow())
        .contains("POST");
  }

  @Test
  void allowsNoOtherOrigin() throws Exception {
    String port = String.valueOf(example.pageUri().getPort());
    for (String origin :
        new String[] {
          "null",
          "http://localhost:" + port,
          "https://127.0.0.1:" + port,
          "http://127.0.0.1:" + port + "0",
          "http://127x0.0.1:" + port,
          example.pageUri() + ".example.com",
          "http://example.com"
        }) {
      assertThat(preflight(origin).headers().firstValue(ORIGIN)).as(origin).isEmpty();
      HttpResponse<String> answer =
          example.post(
              RunningExample.CHAT,
              "{}",
              "Origin",
              origin,
              "Authorization",
              "Token " + example.shown("token"));
      assertThat(answer.headers().firstValue(ORIGIN)).as(origin).isEmpty();
      assertThat(answer.headers().firstValue(CREDENTIALS)).as(origin).isEmpty();
    }
  }

  @Test
  void allowsOnlyTheChat() throws Exception {
    String page = example.pageUri().toString();
    for (String path :
        new String[] {
          "/admin/",
          "/admin/sign-in",
          "/admin/api/v1/whoami",
          "/api/v1/llm-clients/../../../admin/sign-in",
          RunningExample.WHOAMI,
          "/api/v1/auth/login/",
          "/healthz"
        }) {
      URI uri = URI.create(example.uri() + path);
      for (HttpRequest.Builder request :
          new HttpRequest.Builder[] {HttpRequest.newBuilder(uri), preflightOf(uri)}) {
        HttpResponse<String> answer = send(request.header("Origin", page));
        assertThat(answer.headers().firstValue(ORIGIN)).as(path).isEmpty();
        assertThat(answer.headers().firstValue(CREDENTIALS)).as(path).isEmpty();
      }
    }
  }

  @Test
  void exposesDenialsToThePage() throws Exception {
    HttpResponse<String> rejected =
        example.post(RunningExample.CHAT, "{}", "Origin", example.pageUri().toString());
    assertThat(rejected.statusCode()).isEqualTo(401);
    assertThat(rejected.headers().firstValue(ORIGIN)).contains(example.pageUri().toString());
    assertThat(rejected.headers().firstValue("Access-Control-Expose-Headers").orElseThrow())
        .contains("WWW-Authenticate", "Retry-After", "RateLimit", "RateLimit-Policy");
    assertThat(String.join(", ", rejected.headers().allValues("Vary"))).contains("Origin");
    assertThat(rejected.headers().allValues("Set-Cookie")).isEmpty();
  }

  @Test
  void servesThePageOnlyAtItsOrigin() throws Exception {
    URI page = example.pageUri();
    HttpResponse<String> html = get(page + "/");
    assertThat(html.statusCode()).isEqualTo(200);
    assertThat(html.body()).contains(example.uri().toString()).doesNotContain("{{");
    assertThat(html.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "script-src 'self'", "connect-src " + example.uri() + ";")
        .doesNotContain("unsafe");
    assertThat(get(page + "/nothing").statusCode()).isEqualTo(404);
    assertThat(get(page + RunningExample.WHOAMI).statusCode()).isEqualTo(404);
    assertThat(post(page + "/").statusCode()).isEqualTo(405);
    HttpResponse<String> byName = get("http://localhost:" + page.getPort() + "/");
    assertThat(byName.statusCode()).isEqualTo(302);
    assertThat(byName.headers().firstValue("Location")).contains(page + "/");
  }

  @Test
  void usesAnotherPortForThePageIfTheNextIsInUse() throws Exception {
    Map<String, String> params = EmbeddedDatabase.in(dataDir.resolve("other")).contextParams();
    try (ServerSocket taken = behindAFreePort();
        ExampleServer other = new ExampleServer(taken.getLocalPort() - 1, params)) {
      other.start();
      assertThat(other.uri().getPort()).isEqualTo(taken.getLocalPort() - 1);
      assertThat(other.pageUri().getPort()).isNotEqualTo(taken.getLocalPort());
      assertThat(get(other.pageUri() + "/").body()).contains(other.uri().toString());
    }
  }

  private static ServerSocket behindAFreePort() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    while (true) {
      ServerSocket taken = new ServerSocket(0, 1, loopback);
      try (ServerSocket before = new ServerSocket(taken.getLocalPort() - 1, 1, loopback)) {
        assertThat(before.isBound()).isTrue();
        return taken;
      } catch (IOException notFree) {
        taken.close();
      }
    }
  }

  private static HttpResponse<String> preflight(String origin) throws Exception {
    return send(preflightOf(example.uri().resolve(RunningExample.CHAT)).header("Origin", origin));
  }

  private static HttpRequest.Builder preflightOf(URI uri) {
    return HttpRequest.newBuilder(uri)
        .method("OPTIONS", BodyPublishers.noBody())
        .header("Access-Control-Request-Method", "POST")
        .header("Access-Control-Request-Headers", "authorization,content-type,x-csrftoken");
  }

  private static HttpResponse<String> get(String uri) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(uri)));
  }

  private static HttpResponse<String> post(String uri) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(uri)).POST(BodyPublishers.ofString("x")));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }
}
