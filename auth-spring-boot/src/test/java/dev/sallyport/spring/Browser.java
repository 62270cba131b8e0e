package dev.sallyport.spring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A client that keeps cookies, follows redirects and submits the hidden fields of forms. */
final class Browser {
  private static final Pattern HIDDEN =
      Pattern.compile(
          "<input name=\"(_csrf)\" type=\"hidden\" value=\"([^\"]*)\"|"
              + "<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");

  private final HttpClient client =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();
  private final App app;
  private String page = "";

  Browser(App app) {
    this.app = app;
  }

  HttpResponse<String> get(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(app.uri(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  /** Submits a form with the hidden fields of the last page. */
  HttpResponse<String> submit(String path, Map<String, String> fields) {
    Map<String, String> all = new TreeMap<>();
    HIDDEN
        .matcher(page)
        .results()
        .forEach(
            it ->
                all.put(
                    it.group(1) == null ? it.group(3) : it.group(1),
                    it.group(1) == null ? it.group(4) : it.group(2)));
    all.putAll(fields);
    String body =
        all.entrySet().stream()
            .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), UTF_8))
            .collect(joining("&"));
    return send(
        HttpRequest.newBuilder(app.uri(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      page = response.body();
      return response;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
