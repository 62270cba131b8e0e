package dev.sallyport.auth.servlet;

import java.util.regex.Pattern;

/**
 * Some paths of an application, written like a Servlet {@code url-pattern}: {@code /healthz} is one
 * path, {@code /public/*} is {@code /public} and all below, {@code *.css} is all that end so.
 *
 * <p>Matches what the container dispatches by (decoded, without path parameters), below the context
 * path, and case matters. A path that is not plain, with dot segments, doubled slashes, backslashes
 * or what looks like further encoding, matches no pattern, because who serves it may read it as
 * another path.
 */
public final class PathPattern {
  private static final Pattern EXACT = Pattern.compile("/[^*;%\\\\?#]*");
  private static final Pattern PREFIX = Pattern.compile("(/[^*;%\\\\?#/]+)+/\\*");
  private static final Pattern EXTENSION = Pattern.compile("\\*\\.[^*;%\\\\?#/]+");

  private static final Pattern NOT_PLAIN =
      Pattern.compile("//|/\\.{1,2}(/|$)|[;%\\\\\\p{Cntrl}]", Pattern.UNICODE_CHARACTER_CLASS);

  private final String written;

  private PathPattern(String written) {
    this.written = written;
  }

  /**
   * Reads a pattern. One for every path is not accepted: it would leave nothing to guard.
   *
   * @throws IllegalArgumentException if it has none of the three forms, or could never match
   */
  public static PathPattern parse(String written) {
    boolean known =
        EXACT.matcher(written).matches()
            || PREFIX.matcher(written).matches()
            || EXTENSION.matcher(written).matches();
    if (!known || NOT_PLAIN.matcher(written).find()) {
      throw new IllegalArgumentException("neither a path, nor /path/*, nor *.extension");
    }
    return new PathPattern(written);
  }

  /** The same, but {@code /*} is accepted: every path. */
  static PathPattern parseAny(String written) {
    return written.equals("/*") ? new PathPattern(written) : parse(written);
  }

  /**
   * Whether a decoded path is one of these, but for a slash at the end, or not plain, so that who
   * serves it may read it as one of these: for rules that close something, where {@link #matches}
   * is for those that open it.
   */
  boolean mayMatch(String path) {
    return matches(path)
        || NOT_PLAIN.matcher(path).find()
        || matches(path.endsWith("/") ? path.substring(0, path.length() - 1) : path + "/");
  }

  /** Whether all paths of another are of this one too. */
  boolean covers(PathPattern other) {
    if (other.written.startsWith("*")) {
      return written.equals(other.written);
    }
    if (other.written.endsWith("/*")) {
      String parent = other.written.substring(0, other.written.length() - 2);
      return written.endsWith("/*") && !parent.isEmpty() && matches(parent);
    }
    return matches(other.written);
  }

  /** Whether a decoded path below the context path, starting with a slash, is one of these. */
  public boolean matches(String path) {
    if (NOT_PLAIN.matcher(path).find()) {
      return false;
    }
    if (written.startsWith("*")) {
      return path.endsWith(written.substring(1));
    }
    if (written.endsWith("/*")) {
      String parent = written.substring(0, written.length() - 2);
      return path.equals(parent) || path.startsWith(parent + "/");
    }
    return path.equals(written);
  }

  @Override
  public String toString() {
    return written;
  }
}
