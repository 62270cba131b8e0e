package dev.sallyport.knox;

import dev.sallyport.key.ApiKeyPrincipal;
import dev.sallyport.management.ApiKeyManager;
import dev.sallyport.servlet.problem.Endpoint;
import dev.sallyport.spi.StoreException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Implementation of {@link LogoutServlet} and {@link LogoutAllServlet}. */
final class LogoutEndpoint {
  private static final Endpoint ENDPOINT = Endpoint.of("POST");

  private LogoutEndpoint() {}

  static void endKey(HttpServletRequest request, HttpServletResponse response) throws IOException {
    end((keys, holder) -> keys.logOut(holder.keyId()), request, response);
  }

  static void endAllKeys(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    end((keys, holder) -> keys.logOutAll(holder.owner()), request, response);
  }

  /** Ends keys for the holder of a key and sends 204, also if the keys no longer exist. */
  private static void end(
      BiConsumer<ApiKeyManager, ApiKeyPrincipal> ending,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Optional<KeyHolder> holder = KeyHolder.of(ENDPOINT, request.getPathInfo(), request, response);
    if (holder.isEmpty()) {
      return;
    }
    try {
      ending.accept(holder.get().keys(request), holder.get().principal());
    } catch (StoreException e) {
      holder
          .get()
          .authenticator()
          .sendUnavailable(KnoxProblems.LOGOUT_UNAVAILABLE, e, request, response);
      return;
    }
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }
}
