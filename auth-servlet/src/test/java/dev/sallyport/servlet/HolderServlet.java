package dev.sallyport.servlet;

import dev.sallyport.key.ApiKeyPrincipal;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Servlet that responds with 204 to holders of keys and with an error to others. */
final class HolderServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getUserPrincipal() instanceof ApiKeyPrincipal) {
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    } else {
      RequestAuthenticator.of(request, getServletContext())
          .orElseThrow()
          .sendUnauthorized(request, response);
    }
  }
}
