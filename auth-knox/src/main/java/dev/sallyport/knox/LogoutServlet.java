package dev.sallyport.knox;

import dev.sallyport.servlet.SallyportFilter;
import dev.sallyport.servlet.startup.StartGuard;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Ends the key that a request came with, as django-rest-knox does: for {@code
 * /api/v1/auth/logout/*}, behind a {@link SallyportFilter}.
 *
 * <p>Answers a POST with 204, and from then on the key's token is refused. Every key will do, also
 * one that was not made by a login. Where no filter has let the request in with a key, it answers
 * 401.
 */
public final class LogoutServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient StartGuard guard = new StartGuard("The LogoutServlet");

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (guard.hasFilter(getServletContext(), request, response)) {
      LogoutEndpoint.endKey(request, response);
    }
  }
}
