package dev.sallyport.cli.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.cli.input.PastedToken;
import dev.sallyport.cli.output.UsageException;
import java.net.URI;
import java.net.URLEncoder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Address of the management API. Contains no credentials: a URL with user info is rejected. */
record ApiUrl(ServerUrl server) {
  private static final String PATH = "/api/v1";

  /** Parameters for the names that follow a collection in the API's paths. */
  private static final Map<String, List<String>> PARTS =
      Map.of(
          "accounts", List.of("accountId"),
          "users", List.of("userId"),
          "bindings", List.of("type", "name"));

  /** Names that must be sent as query parameters, with a tilde in their place in the path. */
  private static final Pattern NOT_IN_PATHS = Pattern.compile("~|\\.*|(?s:.*[/\\\\%;].*)");

  /**
   * Parses an address with or without {@value #PATH} at its end.
   *
   * @param isHttpAccepted whether unencrypted connections to other machines are accepted
   * @throws UsageException if it is not an http or https URL, or the connection would be
   *     unencrypted; the message does not contain the URL
   */
  static ApiUrl of(String text, boolean isHttpAccepted) {
    ServerUrl server = ServerUrl.of(text, PATH, "https://api.example.com/admin");
    if (!isHttpAccepted && !server.isConfidential()) {
      throw new UsageException(
          "the API key would be sent unencrypted over http to another machine: use an https URL, or"
              + " --insecure-http to accept the risk");
    }
    return new ApiUrl(server);
  }

  /**
   * Returns the URI of a path below the API.
   *
   * @throws UsageException if a part of it could be a token
   */
  URI uri(Map<String, String> parameters, String... segments) {
    Map<String, String> query = new LinkedHashMap<>(parameters);
    Deque<String> names = new ArrayDeque<>();
    StringBuilder path = new StringBuilder();
    for (String segment : segments) {
      String name = names.poll();
      if (name == null) {
        names.addAll(PARTS.getOrDefault(segment, List.of()));
      }
      if (name != null && NOT_IN_PATHS.matcher(segment).matches()) {
        path.append("/~");
        query.put(name, segment);
      } else {
        path.append('/').append(encoded(segment).replace("+", "%20"));
      }
    }
    String queried =
        query.entrySet().stream()
            .map(it -> encoded(it.getKey()) + "=" + encoded(it.getValue()))
            .collect(Collectors.joining("&"));
    return URI.create(server.uri().toString() + path + (queried.isEmpty() ? "" : "?" + queried));
  }

  private static String encoded(String text) {
    PastedToken.rejectInUrl(text);
    return URLEncoder.encode(text, UTF_8);
  }

  @Override
  public String toString() {
    return server.toString();
  }
}
