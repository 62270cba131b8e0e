package dev.sallyport.knox;

import dev.sallyport.servlet.SallyportFilter;
import dev.sallyport.servlet.startup.StartGuard;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Servlet that returns the key of a request and its owner, in the format of Smarter's API. Map it
 * to any path, after a {@link SallyportFilter}. {@link SmarterCliServlet} returns the same.
 *
 * <p>It responds with 401 if no filter has authenticated the request by a key, and with 503 if no
 * filter has started.
 *
 * <pre>{@code
 * context.addServlet("whoami", WhoamiServlet.class).addMapping("/whoami");
 * }</pre>
 *
 * @since 0.1.0
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
