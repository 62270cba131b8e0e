package dev.sallyport.servlet.internal.validation;

/**
 * Comparison of {@code url-pattern}s of the Servlet specification: {@code /path/*}, {@code
 * *.extension} or one path.
 */
final class UrlPattern {
  private UrlPattern() {}

  /** Returns whether a filter with this pattern receives a path. */
  static boolean matches(String pattern, String path) {
    if (isPrefix(pattern)) {
      String parent = parent(pattern);
      return path.equals(parent) || path.startsWith(parent + "/");
    }
    return isExtension(pattern) ? path.endsWith(pattern.substring(1)) : path.equals(pattern);
  }

  /** Returns whether this pattern certainly matches every path of another pattern. */
  static boolean includes(String pattern, String other) {
    if (pattern.equals(other) || pattern.equals("/*")) {
      return true;
    }
    return isPrefix(pattern) && !isExtension(other) && matches(pattern, shortestPath(other));
  }

  /**
   * Returns whether a path may match both patterns. {@code /} counts as every path, which it means
   * for servlets and, on some containers, for filters.
   */
  static boolean overlap(String one, String other) {
    String first = one.equals("/") ? "/*" : one;
    String second = other.equals("/") ? "/*" : other;
    return matches(first, shortestPath(second))
        || matches(second, shortestPath(first))
        || (isPrefix(first) && isExtension(second))
        || (isPrefix(second) && isExtension(first));
  }

  private static String shortestPath(String pattern) {
    if (isPrefix(pattern)) {
      return parent(pattern);
    }
    return isExtension(pattern) ? pattern.substring(1) : pattern;
  }

  private static boolean isPrefix(String pattern) {
    return pattern.endsWith("/*");
  }

  private static boolean isExtension(String pattern) {
    return pattern.startsWith("*.");
  }

  private static String parent(String prefixPattern) {
    return prefixPattern.substring(0, prefixPattern.length() - 2);
  }
}
