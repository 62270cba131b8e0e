package dev.sallyport.knox;

import dev.sallyport.servlet.problem.Endpoint;
import dev.sallyport.servlet.problem.ProblemResponder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;

/** Implementation of {@link SmarterCliServlet}. */
final class SmarterCliEndpoint {
  private static final Endpoint ENDPOINT = Endpoint.of("GET", "HEAD", "POST");

  private static final Set<String> NOT_IMPLEMENTED =
      Set.of(
          "apply",
          "delete",
          "deploy",
          "describe",
          "example-manifest",
          "get",
          "json-schema",
          "logs",
          "prompt",
          "status",
          "undeploy",
          "version");

  private SmarterCliEndpoint() {}

  static void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
    SmarterCommand command = SmarterCommand.of(request.getPathInfo());
    if (command.name().equals(SmarterCommand.WHOAMI)) {
      WhoamiEndpoint.serve(command.rest(), request, response);
      return;
    }
    ProblemResponder problems = KeyHolder.authenticatorOf(request).problems();
    boolean isKnown = NOT_IMPLEMENTED.contains(command.name());
    if (ENDPOINT.accepts(isKnown, problems, request, response)) {
      problems.answer(KnoxProblems.NOT_IMPLEMENTED, request, response);
    }
  }
}
