package dev.sallyport.knox;

import dev.sallyport.servlet.SallyportFilter;
import dev.sallyport.servlet.startup.StartGuard;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Servlet for Smarter's command line. Map it to {@code /api/v1/cli/*}, after a {@link
 * SallyportFilter}.
 *
 * <p>It serves {@code whoami} as {@link WhoamiServlet} does, responds with 501 to the other
 * commands of Smarter, and with 404 to other paths. Every response is JSON, because the command
 * line reads nothing else. Errors, including those of the filter, have the members that it prints:
 * {@code description}, {@code context}, and {@code stacktrace}, which is empty. If no filter has
 * started, it responds with 503.
 *
 * <pre>{@code
 * context.addServlet("cli", SmarterCliServlet.class).addMapping("/api/v1/cli/*");
 * }</pre>
 *
 * @since 0.1.0
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
