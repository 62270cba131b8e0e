package dev.sallyport.example.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Client of the console that behaves like a browser without JavaScript. */
final class ConsoleClient {
  private static final Pattern CSRF_TOKEN =
      Pattern.compile("name=\"csrf-token\" value=\"([\\w-]+)\"");

  private final HttpClient client =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
  private final URI server;

  ConsoleClient(URI server) {
    this.server = server;
  }

  ConsoleClient signIn(String username, String password) throws Exception {
    Matcher token = CSRF_TOKEN.matcher(get("/sign-in").body());
    assertThat(token.find()).isTrue();
    Map<String, String> fields =
        Map.of("csrf-token", token.group(1), "username", username, "password", password);
    String body =
        fields.entrySet().stream()
            .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    HttpRequest.Builder request =
        request("/sign-in")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body));
    assertThat(send(request).statusCode()).isEqualTo(303);
    return this;
  }

  /** Requests a page without following redirects. */
  HttpResponse<String> get(String path) throws Exception {
    return send(request(path).GET());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve("/admin" + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
