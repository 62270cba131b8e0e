package dev.sallyport.auth.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The path by which the container dispatches, never the URI that the client wrote. */
final class RequestPath {
  private static final String CLI = "/api/v1/cli/";
  private static final Pattern CLI_COMMAND =
      Pattern.compile(CLI + "([a-z][a-z0-9-]{0,31})(/.*)?", Pattern.DOTALL);

  private RequestPath() {}

  /** Decoded, below the context path. */
  static String of(HttpServletRequest request) {
    String servletPath = orEmpty(request.getServletPath());
    String pathInfo = request.getPathInfo();
    return pathInfo == null || pathInfo.isEmpty() ? servletPath : servletPath + pathInfo;
  }

  /** Whether the path may belong to a command of Smarter's command line. */
  static boolean isOfCli(HttpServletRequest request) {
    return of(request).startsWith(CLI);
  }

  /** The command of Smarter's command line that this path belongs to, if it is one. */
  static Optional<String> cliCommand(HttpServletRequest request) {
    Matcher path = CLI_COMMAND.matcher(of(request));
    return path.matches() ? Optional.of(path.group(1)) : Optional.empty();
  }

  private static String orEmpty(@Nullable String part) {
    return part == null ? "" : part;
  }
}
