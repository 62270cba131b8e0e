package dev.sallyport.servlet.config;

import dev.sallyport.authorization.RequestPaths;
import java.util.regex.Pattern;

/**
 * Pattern of paths in the syntax of a Servlet {@code url-pattern}: {@code /healthz} is one path,
 * {@code /public/*} is {@code /public} and all paths below, {@code *.css} is all paths that end in
 * {@code .css}.
 *
 * <p>It matches the decoded path without path parameters, relative to the context path, by which
 * the container dispatches. Matching is case-sensitive. A path that is not {@linkplain
 * RequestPaths#isUnambiguous unambiguous} matches no pattern, because the servlet that serves it
 * may read it as another path. Immutable.
 *
 * <pre>{@code
 * boolean isPublic = PathPattern.parse("/public/*").matches("/public/logo.svg");
 * }</pre>
 *
 * @since 0.1.0
 */
public final class PathPattern {
  private static final Pattern EXACT = Pattern.compile("/[^*;%\\\\?#]*");
  private static final Pattern PREFIX = Pattern.compile("(/[^*;%\\\\?#/]+)+/\\*");
  private static final Pattern EXTENSION = Pattern.compile("\\*\\.[^*;%\\\\?#/]+");

  private final String written;
  private final Form form;
  private final String fixed; // the pattern without the asterisk

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
   * Parses a pattern. {@code /*} is not accepted, because it would exempt the whole application.
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

  /** Parses a pattern, which may be {@code /*} for every path. */
  static PathPattern parseAny(String written) {
    return written.equals("/*") ? new PathPattern(written) : parse(written);
  }

  /**
   * Returns whether an unambiguous path matches, ignoring a slash at its end. Rules that require
   * scopes use this method; exemptions use the stricter {@link #matches}. A rule must apply to
   * every ambiguous path too, because a servlet may read it as one that matches.
   */
  boolean mayMatch(String plainPath) {
    String bare = withoutSlash(plainPath);
    return form == Form.EXACT ? bare.equals(withoutSlash(fixed)) : fits(bare);
  }

  private static String withoutSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** Returns whether the pattern is for an extension. */
  public boolean isExtension() {
    return form == Form.EXTENSION;
  }

  /** Returns whether this pattern matches every path that another pattern matches. */
  public boolean covers(PathPattern other) {
    return switch (other.form) {
      case EXTENSION -> written.equals(other.written);
      case PREFIX -> form == Form.PREFIX && other.fixed.length() > 1 && fits(other.fixed);
      case EXACT -> matches(other.written);
    };
  }

  /** Returns whether a decoded path, relative to the context path and with a slash, matches. */
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

  /** Returns whether the path is the fixed part without its final slash. */
  private boolean isParent(String path) {
    return path.length() == fixed.length() - 1 && fixed.startsWith(path);
  }

  @Override
  public String toString() {
    return written;
  }
}
