package dev.sallyport.servlet.internal;

import dev.sallyport.audit.AuditContext;
import dev.sallyport.authentication.AuthenticationResult.Denied;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.config.Settings;
import dev.sallyport.key.ApiKeyPrincipal;
import dev.sallyport.management.ApiKeyManager;
import dev.sallyport.servlet.config.HttpSettings;
import dev.sallyport.servlet.internal.Decision.Unavailable;
import dev.sallyport.servlet.problem.CacheHeaders;
import dev.sallyport.servlet.problem.Problem;
import dev.sallyport.servlet.problem.ProblemResponder;
import dev.sallyport.spi.StoreException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Path and methods that a servlet of Sallyport serves. It serves no path below. */
public final class Endpoint {
  private static final Logger log = LoggerFactory.getLogger(Endpoint.class);

  private final List<String> methods;
  private final String allowed;

  private Endpoint(List<String> methods) {
    this.methods = methods;
    this.allowed = String.join(", ", methods) + ", OPTIONS";
  }

  /** Creates an endpoint that serves methods, and {@code OPTIONS}. */
  public static Endpoint of(String... methods) {
    return new Endpoint(List.of(methods));
  }

  /**
   * Holder of the key that authenticated a request.
   *
   * @param authenticator the authenticator of the filter that the request passed
   * @param principal the authenticated key and its owner
   */
  public record Authenticated(FilterAuthenticator authenticator, ApiKeyPrincipal principal) {
    /** Returns the keys, for changes that the audit log attributes to the holder. */
    ApiKeyManager keys(HttpServletRequest request) {
      AuditContext holder =
          AuditContext.of("user:" + principal.owner().username(), authenticator.clientOf(request));
      return authenticator.sallyport().keys().as(holder);
    }

    /** Sends 503 for a failure of the store, and logs it. */
    public void unavailable(
        Problem problem,
        StoreException failure,
        HttpServletRequest request,
        HttpServletResponse response)
        throws IOException {
      log.warn("Could not serve the holder of key {}: {}", principal.keyId(), failure.getMessage());
      log.debug("Could not serve the holder of key {}", principal.keyId(), failure);
      Duration retryAfter = Unavailable.because(failure).retryAfter();
      authenticator.problems().unavailable(problem, retryAfter, request, response);
    }
  }

  /** Returns whether the servlet serves the request; if not, the response has been sent. */
  public boolean accepts(
      ProblemResponder problems, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    return accepts(isExactPath(request.getPathInfo()), problems, request, response);
  }

  /**
   * Returns whether the servlet serves the request; if not, the response has been sent.
   *
   * @param isExactPath whether the servlet serves the path
   */
  public boolean accepts(
      boolean isExactPath,
      ProblemResponder problems,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    if (isOptions(request)) {
      writeAllow(allowed, response);
    } else if (!isExactPath) {
      problems.answer(Problem.NOT_FOUND, request, response);
    } else if (!methods.contains(request.getMethod())) {
      problems.methodNotAllowed(allowed, request, response);
    } else {
      return true;
    }
    return false;
  }

  /**
   * Returns the holder of the key that authenticated the request; if empty, the response has been
   * sent.
   *
   * @param pathInfo the path after the path of the servlet; null if there is none
   */
  public Optional<Authenticated> holder(
      @Nullable String pathInfo, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (isOptions(request)) {
      writeAllow(allowed, response);
      return Optional.empty();
    }
    Optional<FilterAuthenticator> passed = FilterAuthenticator.of(request);
    if (passed.isEmpty()) {
      Denied denied = Denied.beforeVerification(DenialReason.NO_CREDENTIALS);
      problemsByDefault().deny(denied, request, response);
      return Optional.empty();
    }
    FilterAuthenticator authenticator = passed.get();
    if (!(request.getUserPrincipal() instanceof ApiKeyPrincipal principal)) {
      authenticator.sendUnauthorized(request, response);
      return Optional.empty();
    }
    return accepts(isExactPath(pathInfo), authenticator.problems(), request, response)
        ? Optional.of(new Authenticated(authenticator, principal))
        : Optional.empty();
  }

  /** Ends keys for the holder of a key and sends 204, also if the keys no longer exist. */
  public void endKeys(
      BiConsumer<ApiKeyManager, ApiKeyPrincipal> ending,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Optional<Authenticated> holder = holder(request.getPathInfo(), request, response);
    if (holder.isEmpty()) {
      return;
    }
    try {
      ending.accept(holder.get().keys(request), holder.get().principal());
    } catch (StoreException e) {
      holder.get().unavailable(Problem.LOGOUT_UNAVAILABLE, e, request, response);
      return;
    }
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }

  private static boolean isOptions(HttpServletRequest request) {
    return request.getMethod().equals("OPTIONS");
  }

  /** Sends 204 with the allowed methods. */
  static void writeAllow(String allowed, HttpServletResponse response) {
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    response.setHeader("Allow", allowed);
  }

  private static boolean isExactPath(@Nullable String pathInfoOrNull) {
    return pathInfoOrNull == null || pathInfoOrNull.equals("/");
  }

  /** Returns the responder with default settings, for requests that passed no filter. */
  public static ProblemResponder problemsByDefault() {
    return Defaults.PROBLEMS;
  }

  /** Holder of the lazily created responder. */
  private static final class Defaults {
    static final ProblemResponder PROBLEMS =
        ProblemResponder.of(
            Settings.resolve(HttpSettings.all(), List.of()),
            CacheHeaders.of(List.of("Authorization", "X-API-Key")));
  }
}
