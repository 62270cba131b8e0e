package dev.sallyport.knox;

import dev.sallyport.servlet.problem.Problem;
import dev.sallyport.servlet.problem.ProblemMembers;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Adds what Smarter's command line prints of an answer other than 200; it reads no other members.
 * Goes by the servlet that the container has chosen for the request, and adds nothing where
 * Smarter's command line does not call that servlet.
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
