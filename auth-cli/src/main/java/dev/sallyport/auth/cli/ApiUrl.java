package dev.sallyport.auth.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where the management API of a server is. Shows no secret: one in the URL is not accepted. */
record ApiUrl(ServerUrl server) {
  private static final String PATH = "/api/v1";

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
    String path =
        Stream.of(segments).map(ApiUrl::segment).collect(Collectors.joining("/", "/", ""));
    String query =
        parameters.entrySet().stream()
            .map(it -> encoded(it.getKey()) + "=" + encoded(it.getValue()))
            .collect(Collectors.joining("&"));
    return URI.create(server.uri() + path + (query.isEmpty() ? "" : "?" + query));
  }

  /** Servers and what stands before them take such names in a path for something else. */
  private static String segment(String name) {
    boolean isAmbiguous =
        name.isEmpty()
            || name.chars().allMatch(it -> it == '.')
            || name.matches("(?s).*[/\\\\%;].*");
    if (isAmbiguous) {
      throw new UsageException(
          "a name of dots, or with one of / \\ % ; in it, cannot stand in a URL: work on the database"
              + " itself, with --db-url");
    }
    return encoded(name).replace("+", "%20");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  @Override
  public String toString() {
    return server.toString();
  }
}
