package dev.sallyport.knox;

import dev.sallyport.servlet.internal.Endpoint;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Implementation of {@link LogoutServlet} and {@link LogoutAllServlet}. */
final class LogoutEndpoint {
  private static final Endpoint ENDPOINT = Endpoint.of("POST");

  private LogoutEndpoint() {}

  static void endKey(HttpServletRequest request, HttpServletResponse response) throws IOException {
    ENDPOINT.endKeys((keys, holder) -> keys.logOut(holder.keyId()), request, response);
  }

  static void endAllKeys(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ENDPOINT.endKeys((keys, holder) -> keys.logOutAll(holder.owner()), request, response);
  }
}
