package dev.sallyport.cli.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.cli.output.UsageException;
import java.net.URI;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Where the management API of a server is. Shows no secret: one in the URL is not accepted. */
record ApiUrl(ServerUrl server) {
  private static final String PATH = "/api/v1";

  /** What the API calls the names that follow in its paths. */
  private static final Map<String, List<String>> PARTS =
      Map.of(
          "accounts", List.of("accountNumber"),
          "users", List.of("username"),
          "bindings", List.of("type", "name"));

  /** Names that the API takes from the query, with a tilde in the path. */
  private static final Pattern NOT_IN_PATHS = Pattern.compile("~|\\.*|(?s:.*[/\\\\%;].*)");

  /**
   * Completes what an operator wrote, with or without {@value #PATH} at its end.
   *
   * @throws UsageException if it is no http or https URL, or others could read what goes there; the
   *     message does not show it
   */
  static ApiUrl of(String text, boolean isHttpAccepted) {
    ServerUrl server = ServerUrl.of(text, PATH, "https://api.example.com/admin");
    if (!isHttpAccepted && !server.isConfidential()) {
      throw new UsageException(
          "over http to another machine the API key could be read on the way: give an https URL, or"
              + " --insecure-http if nobody can");
    }
    return new ApiUrl(server);
  }

  /** A path below the API. */
  URI uri(Map<String, String> parameters, String... segments) {
    List<String> parts = PARTS.getOrDefault(segments[0], List.of());
    Map<String, String> query = new LinkedHashMap<>(parameters);
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < segments.length; i++) {
      boolean isNamed = i > 0 && i <= parts.size();
      if (isNamed && NOT_IN_PATHS.matcher(segments[i]).matches()) {
        path.append("/~");
        query.put(parts.get(i - 1), segments[i]);
      } else {
        path.append('/').append(encoded(segments[i]).replace("+", "%20"));
      }
    }
    String queried =
        query.entrySet().stream()
            .map(it -> encoded(it.getKey()) + "=" + encoded(it.getValue()))
            .collect(Collectors.joining("&"));
    return URI.create(server.uri().toString() + path + (queried.isEmpty() ? "" : "?" + queried));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  @Override
  public String toString() {
    return server.toString();
  }
}
