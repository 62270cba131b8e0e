package dev.sallyport.auth.servlet;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;

/**
 * Answers Smarter's command line: for {@code /api/v1/cli/*}, behind a {@link SallyportFilter}.
 *
 * <p>Serves {@code whoami} as {@link WhoamiServlet} does, answers 501 to the other commands of
 * Smarter, and 404 to all else. Every answer is JSON, since that command line reads nothing else;
 * errors, those of the filter included, have the members that it prints: {@code description},
 * {@code context}, and {@code stacktrace}, which is empty.
 */
public final class SmarterCliServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
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

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    SmarterCommand command = SmarterCommand.of(request.getPathInfo());
    if (command.name().equals(SmarterCommand.WHOAMI)) {
      WhoamiServlet.answer(command.rest(), request, response);
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
