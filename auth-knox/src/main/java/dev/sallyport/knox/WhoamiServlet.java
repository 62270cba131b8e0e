package dev.sallyport.knox;

import dev.sallyport.servlet.SallyportFilter;
import dev.sallyport.servlet.startup.StartGuard;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Tells the holder of a key who it is, at any path and in the shape of Smarter's API, behind a
 * {@link SallyportFilter}. {@link SmarterCliServlet} does so too.
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
      WhoamiEndpoint.serve(request.getPathInfo(), request, response);
    }
  }
}
