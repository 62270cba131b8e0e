package dev.sallyport.authorization;

/** How the path of a request is written. */
public final class RequestPaths {
  private RequestPaths() {}

  /**
   * Whether a decoded path is plain: everybody who reads it reads the same path. It is not with an
   * empty segment but at its end, a dot segment, a semicolon, a percent sign, a backslash or a
   * control character, of which containers and frameworks make different things. What goes by paths
   * must take the path that is not plain for any that would be refused.
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
