package dev.sallyport.auth.servlet;

import dev.sallyport.auth.servlet.Endpoint.Holder;
import dev.sallyport.auth.spi.StoreException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Ends all keys of whoever holds the one that a request came with, as django-rest-knox does: for
 * {@code /api/v1/auth/logoutall/*}, behind a {@link SallyportFilter}.
 *
 * <p>Answers a POST with 204. Whoever made the keys, they end, also those that programs use. Where
 * no filter has let the request in with a key, it answers 401.
 */
public final class LogoutAllServlet extends HttpServlet {
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
      holder.get().keys(request).logOutAll(holder.get().principal().owner());
    } catch (StoreException e) {
      holder.get().unavailable(Problem.LOGOUT_UNAVAILABLE, e, request, response);
      return;
    }
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }
}
