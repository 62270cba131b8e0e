package dev.sallyport.knox;

import dev.sallyport.servlet.SallyportFilter;
import dev.sallyport.servlet.startup.StartGuard;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Servlet that creates a key for a user who sends username and password by HTTP Basic, compatible
 * with django-rest-knox. Map it to {@code /api/v1/auth/login/*}. Every {@link SallyportFilter} that
 * is mapped to the path must exempt it.
 *
 * <p>It uses the settings of the filter that the request passed or, if it passed none, of the first
 * filter of the application. If no filter has started, it responds with 503. It never reads the
 * body and creates no session. Serve it over TLS only, because the request has a password; {@code
 * insecure-transport} enforces it.
 *
 * <pre>{@code
 * context.addServlet("login", LoginServlet.class).addMapping("/api/v1/auth/login/*");
 * }</pre>
 *
 * @since 0.1.0
 */
public final class LoginServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient StartGuard guard = new StartGuard("The LoginServlet");

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    if (guard.hasFilter(getServletContext(), request, response)) {
      LoginEndpoint.serve(request, response);
    }
  }
}
