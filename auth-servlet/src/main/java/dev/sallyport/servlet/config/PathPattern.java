package dev.sallyport.servlet.config;

import dev.sallyport.authorization.RequestPaths;
import java.util.regex.Pattern;

/**
 * Some paths of an application, written like a Servlet {@code url-pattern}: {@code /healthz} is one
 * path, {@code /public/*} is {@code /public} and all below, {@code *.css} is all that end so.
 *
 * <p>Matches what the container dispatches by (decoded, without path parameters), below the context
 * path, and case matters. A path that is not {@linkplain RequestPaths#isUnambiguous plain} matches
 * no pattern, because who serves it may read it as another path.
 */
public final class PathPattern {
  private static final Pattern EXACT = Pattern.compile("/[^*;%\\\\?#]*");
  private static final Pattern PREFIX = Pattern.compile("(/[^*;%\\\\?#/]+)+/\\*");
  private static final Pattern EXTENSION = Pattern.compile("\\*\\.[^*;%\\\\?#/]+");

  private final String written;
  private final Form form;
  private final String fixed; // what is left without the asterisk

  private PathPattern(String written) {
    this.written = written;
    this.form = Form.of(written);
    this.fixed = form == Form.EXACT ? written : written.replace("*", "");
  }

  private enum Form {
    EXACT,
    PREFIX,
    EXTENSION;

    static Form of(String written) {
      if (written.startsWith("*")) {
        return EXTENSION;
      }
      return written.endsWith("*") ? PREFIX : EXACT;
    }
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
    if (!known || !RequestPaths.isUnambiguous(written)) {
      throw new IllegalArgumentException("neither a path, nor /path/*, nor *.extension");
    }
    return new PathPattern(written);
  }

  /** The same, but {@code /*} is accepted: every path. */
  static PathPattern parseAny(String written) {
    return written.equals("/*") ? new PathPattern(written) : parse(written);
  }

  /**
   * Whether a plain path is one of these, but for a slash at the end: for rules that close
   * something, where {@link #matches} is for those that open it. They must close every path that is
   * not plain too, which who serves it may read as one of these.
   */
  boolean mayMatch(String plainPath) {
    String bare = withoutSlash(plainPath);
    return form == Form.EXACT ? bare.equals(withoutSlash(fixed)) : fits(bare);
  }

  private static String withoutSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  public boolean isExtension() {
    return form == Form.EXTENSION;
  }

  /** Whether all paths of another are of this one too. */
  public boolean covers(PathPattern other) {
    return switch (other.form) {
      case EXTENSION -> written.equals(other.written);
      case PREFIX -> form == Form.PREFIX && other.fixed.length() > 1 && fits(other.fixed);
      case EXACT -> matches(other.written);
    };
  }

  /** Whether a decoded path below the context path, starting with a slash, is one of these. */
  public boolean matches(String path) {
    return fits(path) && RequestPaths.isUnambiguous(path);
  }

  private boolean fits(String path) {
    return switch (form) {
      case EXACT -> path.equals(fixed);
      case EXTENSION -> path.endsWith(fixed);
      case PREFIX -> path.startsWith(fixed) || isParent(path);
    };
  }

  /** Whether it lacks but the slash at the end of what is fixed. */
  private boolean isParent(String path) {
    return path.length() == fixed.length() - 1 && fixed.startsWith(path);
  }

  @Override
  public String toString() {
    return written;
  }
}
