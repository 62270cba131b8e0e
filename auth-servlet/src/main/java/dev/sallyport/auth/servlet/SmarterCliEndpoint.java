package dev.sallyport.auth.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;

/** Does the work of a {@link SmarterCliServlet}. */
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
    ProblemResponder problems =
        Checkpoint.of(request).map(Checkpoint::problems).orElseGet(Endpoint::problemsByDefault);
    boolean isKnown = NOT_IMPLEMENTED.contains(command.name());
    if (ENDPOINT.isAsked(isKnown, problems, request, response)) {
      problems.answer(Problem.NOT_IMPLEMENTED, request, response);
    }
  }
}
