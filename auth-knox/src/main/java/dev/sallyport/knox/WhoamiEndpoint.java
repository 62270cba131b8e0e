package dev.sallyport.knox;

import dev.sallyport.authentication.AuthenticationResult.Denied;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.OwnerProfile;
import dev.sallyport.servlet.RequestAuthenticator;
import dev.sallyport.servlet.problem.Endpoint;
import dev.sallyport.servlet.problem.JsonBody;
import dev.sallyport.servlet.problem.Problem;
import dev.sallyport.spi.StoreException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Implementation of {@link WhoamiServlet}. */
final class WhoamiEndpoint {
  private static final Endpoint ENDPOINT = Endpoint.of("GET", "HEAD", "POST");

  private WhoamiEndpoint() {}

  /**
   * Serves a request.
   *
   * @param pathInfo the path after the path of whoami; null if there is none
   */
  static void serve(
      @Nullable String pathInfo, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<KeyHolder> holder = KeyHolder.of(ENDPOINT, pathInfo, request, response);
    if (holder.isPresent()) {
      answer(holder.get(), request, response);
    }
  }

  private static void answer(
      KeyHolder holder, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    RequestAuthenticator authenticator = holder.authenticator();
    UUID keyId = holder.principal().keyId();
    Optional<ApiKey> key;
    Optional<OwnerProfile> profile;
    try {
      key = authenticator.sallyport().keys().get(keyId);
      profile = authenticator.sallyport().owners().find(holder.principal().owner());
    } catch (StoreException e) {
      authenticator.sendUnavailable(Problem.UNAVAILABLE, e, request, response);
      return;
    }
    if (key.isEmpty()) {
      Denied denied = authenticator.deny(DenialReason.UNKNOWN_TOKEN);
      authenticator.sendDenied(denied, request, response);
      return;
    }
    if (profile.isEmpty()) {
      Denied denied = new Denied(DenialReason.OWNER_INACTIVE, keyId);
      authenticator.sendDenied(denied, request, response);
      return;
    }
    response.setHeader("Cache-Control", "no-store");
    JsonBody.send(
        "application/json",
        WhoamiResponse.body(
            key.get(), profile.get(), authenticator.settings().get(KnoxSettings.ENVIRONMENT)),
        request,
        response);
  }
}
