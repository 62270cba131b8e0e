package dev.sallyport.servlet.internal;

import dev.sallyport.audit.AuditContext;
import dev.sallyport.authentication.AuthenticationResult.Denied;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.config.Settings;
import dev.sallyport.key.ApiKeyPrincipal;
import dev.sallyport.management.ApiKeyManager;
import dev.sallyport.servlet.config.HttpSettings;
import dev.sallyport.servlet.internal.Decision.Unavailable;
import dev.sallyport.servlet.problem.Problem;
import dev.sallyport.servlet.problem.ProblemResponder;
import dev.sallyport.spi.StoreException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a servlet of ours serves: one path, with nothing below it, and some methods. */
public final class Endpoint {
  private static final Logger log = LoggerFactory.getLogger(Endpoint.class);

  private final List<String> methods;
  private final String allowed;

  private Endpoint(List<String> methods) {
    this.methods = methods;
    this.allowed = String.join(", ", methods) + ", OPTIONS";
  }

  public static Endpoint of(String... methods) {
    return new Endpoint(List.of(methods));
  }

  /** Somebody who came with a key, and where it was checked. */
  public record Authenticated(FilterAuthenticator authenticator, ApiKeyPrincipal principal) {
    /** The keys, for changes that are written down as the holder's. */
    ApiKeyManager keys(HttpServletRequest request) {
      AuditContext holder =
          AuditContext.of("user:" + principal.owner().username(), authenticator.clientOf(request));
      return authenticator.sallyport().keys().as(holder);
    }

    /** Tells the holder that the store could not be asked. */
    public void unavailable(
        Problem problem,
        StoreException failure,
        HttpServletRequest request,
        HttpServletResponse response)
        throws IOException {
      log.warn("Could not serve the holder of key {}: {}", principal.keyId(), failure.getMessage());
      log.debug("Could not serve the holder of key {}", principal.keyId(), failure);
      int retryAfter = Unavailable.because(failure).retryAfterSeconds();
      authenticator.problems().unavailable(problem, retryAfter, request, response);
    }
  }

  /** Whether it is for the servlet to answer; if not, the client has its answer. */
  public boolean accepts(
      ProblemResponder problems, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    return accepts(isExactPath(request.getPathInfo()), problems, request, response);
  }

  /**
   * Whether it is for the servlet to answer; if not, the client has its answer.
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
      tellMethods(allowed, response);
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
   * Whom the servlet is to answer, being for holders of keys only; if empty, the client has its.
   *
   * @param pathInfo what stands behind the path that is served; null if nothing does
   */
  public Optional<Authenticated> holder(
      @Nullable String pathInfo, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (isOptions(request)) {
      tellMethods(allowed, response);
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

  /** Lets the holder of a key end keys, and answers 204; those that are gone already count too. */
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

  /** Answers 204, with the methods that may be used. */
  static void tellMethods(String allowed, HttpServletResponse response) {
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    response.setHeader("Allow", allowed);
  }

  private static boolean isExactPath(@Nullable String pathInfoOrNull) {
    return pathInfoOrNull == null || pathInfoOrNull.equals("/");
  }

  /** Says no where no filter, and so no setting, is known. */
  public static ProblemResponder problemsByDefault() {
    return Defaults.PROBLEMS;
  }

  /** Made when first needed. */
  private static final class Defaults {
    static final ProblemResponder PROBLEMS =
        ProblemResponder.of(Settings.resolve(HttpSettings.all(), List.of()));
  }
}
