package dev.sallyport.admin.rest;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Route of the API.
 *
 * @param isRead whether it only reads, also where it is a POST, which keeps a token out of
 *     addresses
 * @param path below the API, with names of path parameters in braces
 */
public record Route(String method, boolean isRead, String path, Handler handler) {
  /** Handles the requests of a route. */
  @FunctionalInterface
  interface Handler {
    ApiResult handle(ApiRequest call) throws IOException;
  }

  static Route get(String path, Handler handler) {
    return new Route("GET", true, path, handler);
  }

  static Route post(String path, Handler handler) {
    return new Route("POST", false, path, handler);
  }

  /** Returns a route that reads by POST. */
  static Route readByPost(String path, Handler handler) {
    return new Route("POST", true, path, handler);
  }

  static Route put(String path, Handler handler) {
    return new Route("PUT", false, path, handler);
  }

  static Route patch(String path, Handler handler) {
    return new Route("PATCH", false, path, handler);
  }

  static Route delete(String path, Handler handler) {
    return new Route("DELETE", false, path, handler);
  }

  /** Matches a path: returns the path parameters by name, or empty if the route does not match. */
  public Optional<Map<String, String>> match(String requestedPath) {
    List<String> pattern = List.of(path.split("/", -1));
    List<String> segments = List.of(requestedPath.split("/", -1));
    if (pattern.size() != segments.size()) {
      return Optional.empty();
    }
    Map<String, String> parts = new HashMap<>();
    for (int i = 0; i < pattern.size(); i++) {
      String expected = pattern.get(i);
      String segment = segments.get(i);
      if (expected.startsWith("{") && !segment.isEmpty()) {
        parts.put(expected.substring(1, expected.length() - 1), segment);
      } else if (!expected.equals(segment)) {
        return Optional.empty();
      }
    }
    return Optional.of(parts);
  }
}
