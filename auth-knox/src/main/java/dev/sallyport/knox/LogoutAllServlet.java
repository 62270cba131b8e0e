package dev.sallyport.knox;

import dev.sallyport.servlet.SallyportFilter;
import dev.sallyport.servlet.startup.StartGuard;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Ends all keys of whoever holds the one that a request came with, as django-rest-knox does: for
 * {@code /api/v1/auth/logoutall/*}, behind a {@link SallyportFilter}.
 *
 * <p>Answers a POST with 204. Whoever made the keys, they end, also those that programs use. Where
 * no filter has let the request in with a key, it answers 401.
 */
public final class LogoutAllServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient StartGuard guard = new StartGuard("The LogoutAllServlet");

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (guard.hasFilter(getServletContext(), request, response)) {
      LogoutEndpoint.endAllKeys(request, response);
    }
  }
}
