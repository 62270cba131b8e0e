package dev.sallyport.auth.servlet;

import dev.sallyport.auth.AuthResult.Denied;
import dev.sallyport.auth.DenialReason;
import dev.sallyport.auth.spi.OwnerProfile;
import dev.sallyport.auth.spi.Settings;
import dev.sallyport.auth.spi.StoreException;
import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.TokenPrincipal;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the holder of a key who it is: for {@code /api/v1/cli/whoami/*}, as Smarter's command line
 * asks it, behind a {@link SallyportFilter}.
 *
 * <p>Where no such filter has let the request in, it answers 401.
 */
public final class WhoamiServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Logger log = LoggerFactory.getLogger(WhoamiServlet.class);
  private static final String ALLOWED = "GET, HEAD, POST, OPTIONS";
  private static final int RETRY_AFTER_SECONDS = 5;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getMethod().equals("OPTIONS")) {
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
      response.setHeader("Allow", ALLOWED);
      return;
    }
    Optional<Checkpoint> checkpoint = Checkpoint.of(request);
    ProblemResponder problems =
        checkpoint.map(Checkpoint::problems).orElseGet(WhoamiServlet::problemsByDefault);
    if (checkpoint.isEmpty() || !(request.getUserPrincipal() instanceof TokenPrincipal principal)) {
      problems.refuse(Denied.unproven(DenialReason.NO_CREDENTIALS), request, response);
    } else if (!isHere(request.getPathInfo())) {
      problems.notFound(request, response);
    } else if (!List.of("GET", "HEAD", "POST").contains(request.getMethod())) {
      problems.methodNotAllowed(ALLOWED, request, response);
    } else {
      answer(checkpoint.get(), principal, request, response);
    }
  }

  private static void answer(
      Checkpoint checkpoint,
      TokenPrincipal principal,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Optional<AuthToken> key;
    Optional<OwnerProfile> profile;
    try {
      key = checkpoint.gate().keys().get(principal.keyId());
      profile = checkpoint.gate().owners().find(principal.owner());
    } catch (StoreException e) {
      log.warn("Could not look up key {}: {}", principal.keyId(), e.getMessage());
      log.debug("Could not look up key {}", principal.keyId(), e);
      checkpoint.problems().unavailable(RETRY_AFTER_SECONDS, request, response);
      return;
    }
    if (key.isEmpty() || profile.isEmpty()) {
      checkpoint.problems().refuse(goneMeanwhile(key, principal.keyId()), request, response);
      return;
    }
    response.setHeader("Cache-Control", "no-store");
    Json.send(
        "application/json",
        Whoami.body(key.get(), profile.get(), checkpoint.settings().get(HttpSettings.ENVIRONMENT)),
        request,
        response);
  }

  private static Denied goneMeanwhile(Optional<AuthToken> key, UUID keyId) {
    return key.isEmpty()
        ? Denied.unproven(DenialReason.UNKNOWN_TOKEN)
        : new Denied(DenialReason.OWNER_INACTIVE, keyId);
  }

  private static boolean isHere(@Nullable String pathInfoOrNull) {
    return pathInfoOrNull == null || pathInfoOrNull.equals("/");
  }

  private static ProblemResponder problemsByDefault() {
    return ProblemResponder.of(Settings.resolve(HttpSettings.all(), List.of()));
  }
}
