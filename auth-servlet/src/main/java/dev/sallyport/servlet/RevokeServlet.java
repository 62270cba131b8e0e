package dev.sallyport.servlet;

import dev.sallyport.servlet.internal.RevokeEndpoint;
import dev.sallyport.servlet.startup.StartGuard;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Switches off the key whose token somebody has found: for {@code /api/v1/auth/revoke/*}, which
 * every {@link SallyportFilter} that is mapped to it must exempt.
 *
 * <p>Takes a POST of the token, as {@code text/plain} or as {@code token} in a JSON object, of at
 * most 2 KiB; a scheme may stand before the token, and white space around it, as in a header field.
 * A body without a well-formed token is answered 400. Who has a token may end it, and nobody learns
 * from the answer, 202 (or 429 after too many), whether there was anything to end. Where no filter
 * has started, it answers 503.
 */
public final class RevokeServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient StartGuard guard = new StartGuard("The RevokeServlet");

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (guard.hasFilter(getServletContext(), request, response)) {
      RevokeEndpoint.serve(request, response);
    }
  }
}
