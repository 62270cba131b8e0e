package dev.sallyport.authorization;

/**
 * Checks of request paths.
 *
 * <pre>{@code
 * if (!RequestPaths.isUnambiguous(path)) {
 *   response.sendError(400);
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public final class RequestPaths {
  private RequestPaths() {}

  /**
   * Returns whether a decoded path is unambiguous: all components interpret it as the same path.
   * Containers and frameworks disagree about empty segments (except at the end), dot segments,
   * semicolons, percent signs, backslashes and control characters. Rules that match paths must
   * treat an ambiguous path as if it matched any path that would be denied.
   */
  public static boolean isUnambiguous(String path) {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (isAmbiguous(c) || (c == '/' && isAmbiguousSegment(path, i + 1))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAmbiguous(char c) {
    return c == ';' || c == '%' || c == '\\' || Character.isISOControl(c);
  }

  private static boolean isAmbiguousSegment(String path, int start) {
    int end = start;
    while (end < path.length() && end - start < 2 && path.charAt(end) == '.') {
      end++;
    }
    boolean isEnd = end == path.length();
    return end == start ? !isEnd && path.charAt(end) == '/' : isEnd || path.charAt(end) == '/';
  }
}
