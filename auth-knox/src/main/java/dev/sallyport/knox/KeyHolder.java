package dev.sallyport.knox;

import dev.sallyport.audit.AuditContext;
import dev.sallyport.key.ApiKeyPrincipal;
import dev.sallyport.management.ApiKeyManager;
import dev.sallyport.servlet.ContainerAuthenticator;
import dev.sallyport.servlet.RequestAuthenticator;
import dev.sallyport.servlet.problem.Endpoint;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holder of the key that authenticated a request.
 *
 * @param authenticator the authenticator of the filter that the request passed
 * @param principal the authenticated key and its owner
 */
record KeyHolder(RequestAuthenticator authenticator, ApiKeyPrincipal principal) {
  /**
   * Returns the holder of the key that authenticated a request; if empty, the response has been
   * sent.
   *
   * @param endpoint the methods that the servlet serves
   * @param pathInfo the path after the path of the servlet; null if there is none
   */
  static Optional<KeyHolder> of(
      Endpoint endpoint,
      @Nullable String pathInfo,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    if (endpoint.answersOptions(request, response)) {
      return Optional.empty();
    }
    RequestAuthenticator authenticator = authenticatorOf(request);
    Optional<ApiKeyPrincipal> principal = ContainerAuthenticator.principalOf(request);
    if (principal.isEmpty()) {
      authenticator.sendUnauthorized(request, response);
      return Optional.empty();
    }
    boolean isExactPath = Endpoint.isExactPath(pathInfo);
    return endpoint.accepts(isExactPath, authenticator.problems(), request, response)
        ? Optional.of(new KeyHolder(authenticator, principal.get()))
        : Optional.empty();
  }

  /** Returns the authenticator of a request; a filter must have started. */
  static RequestAuthenticator authenticatorOf(HttpServletRequest request) {
    return RequestAuthenticator.of(request, request.getServletContext()).orElseThrow();
  }

  /** Returns the keys, for changes that the audit log attributes to the holder. */
  ApiKeyManager keys(HttpServletRequest request) {
    return authenticator
        .sallyport()
        .keys()
        .as(AuditContext.ofUser(principal.owner(), authenticator.clientOf(request)));
  }
}
