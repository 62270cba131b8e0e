package dev.sallyport.auth.servlet;

import dev.sallyport.auth.servlet.Endpoint.Holder;
import dev.sallyport.auth.spi.StoreException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

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
  private static final Endpoint ENDPOINT = Endpoint.of("POST");

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Holder> holder = ENDPOINT.holder(request, response);
    if (holder.isEmpty()) {
      return;
    }
    try {
      // A key that is gone already is what was asked for.
      holder.get().keys(request).logOut(holder.get().principal().keyId());
    } catch (StoreException e) {
      holder.get().unavailable(Problem.LOGOUT_UNAVAILABLE, e, request, response);
      return;
    }
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }
}
