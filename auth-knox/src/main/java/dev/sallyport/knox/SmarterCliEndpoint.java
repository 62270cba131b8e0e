package dev.sallyport.knox;

import dev.sallyport.servlet.internal.Endpoint;
import dev.sallyport.servlet.internal.FilterAuthenticator;
import dev.sallyport.servlet.problem.Problem;
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
    ProblemResponder problems =
        FilterAuthenticator.of(request)
            .map(FilterAuthenticator::problems)
            .orElseGet(Endpoint::problemsByDefault);
    boolean isKnown = NOT_IMPLEMENTED.contains(command.name());
    if (ENDPOINT.accepts(isKnown, problems, request, response)) {
      problems.answer(Problem.NOT_IMPLEMENTED, request, response);
    }
  }
}
