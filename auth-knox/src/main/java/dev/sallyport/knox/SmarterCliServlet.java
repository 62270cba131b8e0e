package dev.sallyport.knox;

import dev.sallyport.servlet.SallyportFilter;
import dev.sallyport.servlet.startup.StartGuard;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Answers Smarter's command line: for {@code /api/v1/cli/*}, behind a {@link SallyportFilter}.
 *
 * <p>Serves {@code whoami} as {@link WhoamiServlet} does, answers 501 to the other commands of
 * Smarter, and 404 to all else. Every answer is JSON, since that command line reads nothing else;
 * errors, those of the filter included, have the members that it prints: {@code description},
 * {@code context}, and {@code stacktrace}, which is empty. Where no filter has started, it answers
 * 503.
 */
public final class SmarterCliServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient StartGuard guard = new StartGuard("The SmarterCliServlet");

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (guard.hasFilter(getServletContext(), request, response)) {
      SmarterCliEndpoint.serve(request, response);
    }
  }
}
