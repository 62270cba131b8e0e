package dev.sallyport.admin.rest;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One thing that the API can do.
 *
 * @param path below the API, with names in braces for what it leaves open
 */
public record Route(String method, String path, Handler handler) {
  /** What is done. */
  @FunctionalInterface
  interface Handler {
    ApiResult handle(ApiRequest call) throws IOException;
  }

  static Route get(String path, Handler handler) {
    return new Route("GET", path, handler);
  }

  static Route post(String path, Handler handler) {
    return new Route("POST", path, handler);
  }

  static Route put(String path, Handler handler) {
    return new Route("PUT", path, handler);
  }

  static Route patch(String path, Handler handler) {
    return new Route("PATCH", path, handler);
  }

  static Route delete(String path, Handler handler) {
    return new Route("DELETE", path, handler);
  }

  /** What stands for the names in a path; empty if the route is not for it. */
  public Optional<Map<String, String>> match(String asked) {
    List<String> pattern = List.of(path.split("/", -1));
    List<String> segments = List.of(asked.split("/", -1));
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
