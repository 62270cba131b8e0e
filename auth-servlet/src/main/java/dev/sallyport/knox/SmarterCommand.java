package dev.sallyport.knox;

import dev.sallyport.servlet.problem.Problem;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A command of Smarter's command line, as the path of a request names it.
 *
 * @param name in lower case and with hyphens, however it was spelt; {@code unknown} if the path has
 *     none
 * @param rest what stands behind it in the path; null if nothing does
 */
public record SmarterCommand(String name, @Nullable String rest) {
  private static final Pattern PATH =
      Pattern.compile("/([A-Za-z][A-Za-z0-9_-]{0,31})(/.*)?", Pattern.DOTALL);

  static final String WHOAMI = "whoami";

  static SmarterCommand of(@Nullable String pathInfo) {
    Matcher path = PATH.matcher(pathInfo == null ? "" : pathInfo);
    return path.matches()
        ? new SmarterCommand(
            path.group(1).toLowerCase(Locale.ROOT).replace('_', '-'), path.group(2))
        : new SmarterCommand("unknown", pathInfo);
  }

  /**
   * Returns what Smarter's command line prints of an answer other than 200; it reads no other
   * members. Goes by the servlet that the container has chosen for the request.
   *
   * @return empty if the request is for no servlet that Smarter's command line calls
   */
  public static Map<String, String> members(Problem problem, HttpServletRequest request) {
    Optional<String> name = nameOf(request);
    if (name.isEmpty()) {
      return Map.of();
    }
    Map<String, String> members = new LinkedHashMap<>();
    members.put("description", problem.detail());
    members.put("context", "command=" + name.get());
    members.put("stacktrace", "");
    return members;
  }

  private static Optional<String> nameOf(HttpServletRequest request) {
    String servlet = request.getHttpServletMapping().getServletName();
    ServletRegistration registration = request.getServletContext().getServletRegistration(servlet);
    String type = registration == null ? "" : registration.getClassName();
    if (SmarterCliServlet.class.getName().equals(type)) {
      return Optional.of(of(request.getPathInfo()).name());
    }
    return WhoamiServlet.class.getName().equals(type) ? Optional.of(WHOAMI) : Optional.empty();
  }
}
