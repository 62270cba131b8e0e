package dev.sallyport.knox;

import dev.sallyport.servlet.SallyportFilter;
import dev.sallyport.servlet.startup.StartGuard;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Makes a key for whoever tells a user's name and password by HTTP Basic, as django-rest-knox does:
 * for {@code /api/v1/auth/login/*}, which every {@link SallyportFilter} that is mapped to it must
 * exempt.
 *
 * <p>Its settings are those of the filter that a request came through or, where none is mapped to
 * the path, of the application's first; where none has started, it answers 503. It never reads a
 * body and makes no session. Serve it over TLS only, since a password goes by; {@code
 * insecure-transport} sees to it.
 */
public final class LoginServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient StartGuard guard = new StartGuard("The LoginServlet");
  private transient @Nullable LoginEndpoint endpoint;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    if (guard.hasFilter(getServletContext(), request, response)) {
      endpoint().serve(request, response);
    }
  }

  /** Creates it at the first login, because the servlet must link where a jar is missing. */
  private synchronized LoginEndpoint endpoint() {
    if (endpoint == null) {
      endpoint = new LoginEndpoint();
    }
    return endpoint;
  }
}
