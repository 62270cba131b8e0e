package dev.sallyport.spring.internal;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Paths that need a key, relative to the context path: {@code /api/**} is {@code /api} and all
 * paths below, {@code /**} every path, others one path each.
 *
 * @param written the paths as written
 */
public record ProtectedPaths(List<String> written) {
  /**
   * Regular expression of a path that a request can have: without dot segments, and without {@code
   * {name}} and {@code ${name}}, which are taken as they are.
   */
  static final String PLAIN = "(/(?!\\.{1,2}(/|$))[^*;%\\\\?#/{}$]+)+";

  private static final String BELOW = "/**";
  private static final Pattern PATH = Pattern.compile(PLAIN + "(/\\*\\*)?|/(\\*\\*)?");

  public ProtectedPaths {
    written = List.copyOf(written);
    if (!written.stream().allMatch(it -> PATH.matcher(it).matches())) {
      throw new IllegalArgumentException("not a path");
    }
  }

  /** Returns whether there are none. */
  public boolean isEmpty() {
    return written.isEmpty();
  }

  /** Returns the {@code url-pattern}s of a servlet filter. */
  public List<String> urlPatterns() {
    return written.stream()
        .flatMap(
            it ->
                it.endsWith(BELOW)
                    ? Stream.of(it.replace("**", "*"))
                    : Stream.of(it, it + "/").distinct())
        .toList();
  }

  /**
   * Returns whether a request needs a key, by the path by which the container dispatches. Spring
   * Security's firewall has denied ambiguous paths before.
   */
  public boolean includes(HttpServletRequest request) {
    String info = request.getPathInfo();
    return includes(info == null ? request.getServletPath() : request.getServletPath() + info);
  }

  /** Returns whether a path needs a key. */
  public boolean includes(String path) {
    return written.stream().anyMatch(it -> includes(it, path));
  }

  /** Returns whether one path, which {@code /**} may follow, includes all requests of another. */
  public static boolean covers(String path, String other) {
    return other.endsWith(BELOW)
        ? path.endsWith(BELOW)
            && includes(path, other.substring(0, other.length() - BELOW.length()))
        : includes(path, other);
  }

  private static boolean includes(String written, String path) {
    if (!written.endsWith(BELOW)) {
      return path.equals(written) || path.equals(written + "/"); // which may be served alike
    }
    String parent = written.substring(0, written.length() - BELOW.length());
    return path.equals(parent) || path.startsWith(parent + "/");
  }
}
