package dev.sallyport.auth.servlet;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Tells the holder of a key who it is: for {@code /api/v1/cli/whoami/*}, as Smarter's command line
 * asks it, behind a {@link SallyportFilter}.
 *
 * <p>Where no such filter has let the request in, it answers 401; where none has started, 503.
 */
public final class WhoamiServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient StartGuard guard = new StartGuard("The WhoamiServlet");

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (guard.hasFilter(getServletContext(), request, response)) {
      WhoamiEndpoint.serve(request, response);
    }
  }
}
