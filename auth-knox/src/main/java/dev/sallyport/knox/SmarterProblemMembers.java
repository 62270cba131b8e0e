package dev.sallyport.knox;

import dev.sallyport.servlet.problem.Problem;
import dev.sallyport.servlet.problem.ProblemMembers;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Problem members that Smarter's command line prints of a response other than 200. It reads no
 * other members. They are added only if the container dispatches the request to a servlet that the
 * command line calls.
 *
 * <pre>{@code
 * Map<String, Object> members = new SmarterProblemMembers().members(problem, request);
 * }</pre>
 *
 * @since 0.1.0
 */
public final class SmarterProblemMembers implements ProblemMembers {
  @Override
  public Map<String, Object> members(Problem problem, HttpServletRequest request) {
    Optional<String> name = commandOf(request);
    if (name.isEmpty()) {
      return Map.of();
    }
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("description", problem.detail());
    members.put("context", "command=" + name.get());
    members.put("stacktrace", "");
    return members;
  }

  private static Optional<String> commandOf(HttpServletRequest request) {
    String servlet = request.getHttpServletMapping().getServletName();
    ServletRegistration registration = request.getServletContext().getServletRegistration(servlet);
    String type = registration == null ? "" : registration.getClassName();
    if (SmarterCliServlet.class.getName().equals(type)) {
      return Optional.of(SmarterCommand.of(request.getPathInfo()).name());
    }
    return WhoamiServlet.class.getName().equals(type)
        ? Optional.of(SmarterCommand.WHOAMI)
        : Optional.empty();
  }
}
