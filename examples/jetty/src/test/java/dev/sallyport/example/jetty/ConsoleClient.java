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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Client of the console that behaves like a browser without JavaScript. */
final class ConsoleClient {
  private static final Pattern HIDDEN =
      Pattern.compile("type=\"hidden\" name=\"([\\w-]+)\" value=\"([^\"]*)\"");

  private final HttpClient client;
  private final URI server;

  ConsoleClient(URI server) {
    this(HttpClient.newBuilder().cookieHandler(new CookieManager()).build(), server);
  }

  private ConsoleClient(HttpClient client, URI server) {
    this.client = client;
    this.server = server;
  }

  /** Returns the same client with requests to another node. */
  ConsoleClient at(URI other) {
    return new ConsoleClient(client, other);
  }

  ConsoleClient signIn(String username, String password) throws Exception {
    Map<String, String> fields = Map.of("username", username, "password", password);
    assertThat(post("/sign-in", form(get("/sign-in"), fields)).statusCode()).isEqualTo(303);
    return this;
  }

  /** Returns the hidden fields of the forms of a page, and input. */
  static Map<String, String> form(HttpResponse<String> page, Map<String, String> input) {
    Map<String, String> fields = new LinkedHashMap<>();
    Matcher hidden = HIDDEN.matcher(page.body());
    while (hidden.find()) {
      fields.put(hidden.group(1), hidden.group(2));
    }
    fields.putAll(input);
    return fields;
  }

  /** Submits a form. */
  HttpResponse<String> post(String path, Map<String, String> fields) throws Exception {
    String body =
        fields.entrySet().stream()
            .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    return send(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body)));
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
