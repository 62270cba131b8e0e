package dev.sallyport.servlet;

import dev.sallyport.Sallyport;
import dev.sallyport.authentication.AuthenticationResult.Denied;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.config.Settings;
import dev.sallyport.key.ApiKeyPrincipal;
import dev.sallyport.servlet.internal.Authentication;
import dev.sallyport.servlet.internal.Decision;
import dev.sallyport.servlet.internal.FilterAuthenticator;
import dev.sallyport.servlet.internal.KeyRequirements;
import dev.sallyport.servlet.problem.KeyRequirement;
import dev.sallyport.servlet.problem.Problem;
import dev.sallyport.servlet.problem.ProblemResponder;
import dev.sallyport.servlet.problem.RateLimitFields;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Authenticator for servlets that authenticate requests themselves, at paths that the filter
 * exempts.
 *
 * <p>It applies the rules of the filter that the request passed or, if it passed none, of the first
 * filter of the application. Thread-safe.
 *
 * <pre>{@code
 * RequestAuthenticator authenticator =
 *     RequestAuthenticator.of(request, getServletContext()).orElseThrow();
 * if (authenticator.authenticate(request, response) instanceof Result.Authenticated result) {
 *   serve(result.principal(), response);
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public final class RequestAuthenticator {
  private final FilterAuthenticator authenticator;

  private RequestAuthenticator(FilterAuthenticator authenticator) {
    this.authenticator = authenticator;
  }

  /** The result of authenticating a request. */
  public sealed interface Result {
    /** The request has no token. */
    record Anonymous() implements Result {}

    /**
     * The request has a valid token.
     *
     * @param principal the authenticated key and its owner
     */
    record Authenticated(ApiKeyPrincipal principal) implements Result {}

    /** The token is invalid or could not be verified. The response has been sent. */
    record Responded() implements Result {}
  }

  /**
   * Returns the authenticator for a request; empty if no {@link SallyportFilter} has started in the
   * application.
   */
  public static Optional<RequestAuthenticator> of(
      HttpServletRequest request, ServletContext context) {
    return FilterAuthenticator.of(request)
        .or(() -> FilterAuthenticator.of(context))
        .map(RequestAuthenticator::new);
  }

  /**
   * Registers what a servlet requires of keys, so that requests it would deny are denied during
   * authentication and do not consume quota. The servlet must still check the requirement itself.
   *
   * @param context the servlet context of the application
   * @param servlet the servlet; the requirement applies until {@link #removeRequirement} is called
   * @param requirement returns the requirement for a request that is authenticated by a Sallyport
   *     instance; {@link KeyRequirement#NONE} for requests to other servlets
   */
  public static void addRequirement(
      ServletContext context,
      Object servlet,
      BiFunction<HttpServletRequest, Sallyport, KeyRequirement> requirement) {
    KeyRequirements.of(context).add(servlet, requirement);
  }

  /** Removes the requirement of a servlet that {@link #addRequirement} registered. */
  public static void removeRequirement(ServletContext context, Object servlet) {
    KeyRequirements.of(context).remove(servlet);
  }

  /** Returns the Sallyport instance of the filter. */
  public Sallyport sallyport() {
    return authenticator.sallyport();
  }

  /** Returns the settings of the filter. */
  public Settings settings() {
    return authenticator.settings();
  }

  /** Returns the responder for problems that are not denials. */
  public ProblemResponder problems() {
    return authenticator.problems();
  }

  /** Returns the address of the client, as determined by the trusted proxies. */
  public String clientOf(HttpServletRequest request) {
    return authenticator.clientOf(request);
  }

  /** Returns whether a request was received over TLS, directly or through a trusted proxy. */
  public boolean isOverTls(HttpServletRequest request) {
    return authenticator.isOverTls(request);
  }

  /**
   * Returns whether the setting {@code insecure-transport} accepts a token, a password or a session
   * with this request: over TLS, from this machine, or over any transport if that is allowed.
   */
  public boolean isTransportAccepted(HttpServletRequest request) {
    return authenticator.isTransportAccepted(request);
  }

  /**
   * Authenticates the token of a request, if it has one, by all rules. This counts as a use and
   * against quotas. A token that was authenticated on the way to the servlet is not authenticated
   * again.
   *
   * @return the result; if it is {@link Result.Responded}, the response has been sent
   */
  public Result authenticate(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Decision decision = authenticator.identify(request);
    if (authenticator.isAnswered(decision, request, response)) {
      return new Result.Responded();
    }
    authenticator.noStore(response);
    if (decision instanceof Authentication authentication) {
      RateLimitFields.write(authentication.quotas(), response);
      return new Result.Authenticated(authentication.principal());
    }
    return new Result.Anonymous();
  }

  /**
   * Returns the denial of a request for a reason that was found before a token was verified, and
   * notifies the event listeners of it.
   */
  public Denied deny(DenialReason reason) {
    return authenticator.deny(reason);
  }

  /** Sends the response to a denied request. */
  public void sendDenied(Denied denied, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    authenticator.denials().deny(denied, request, response);
  }

  /**
   * Sends 503 with {@code Retry-After}, and logs the failure at most once a second.
   *
   * @param problem the problem to send
   * @param failure the failure of a store, or an {@link
   *     dev.sallyport.authentication.OverloadedException}
   */
  public void sendUnavailable(
      Problem problem,
      RuntimeException failure,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    authenticator.sendUnavailable(problem, failure, request, response);
  }

  /** Marks a response that depends on a credential as not to be stored by caches. */
  public void noStore(HttpServletResponse response) {
    authenticator.noStore(response);
  }

  /** Sends 401 for a request without a token where one is required. */
  public void sendUnauthorized(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    authenticator.sendUnauthorized(request, response);
  }

  /** Sends 403 for a key that does not have the required scopes. */
  public void sendForbidden(
      Set<String> required,
      ApiKeyPrincipal holder,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Denied denied =
        new Denied(
            DenialReason.INSUFFICIENT_SCOPE,
            Optional.of(holder.keyId()),
            required,
            Duration.ZERO,
            List.of());
    sendDenied(sallyport().authenticator().deny(holder, denied), request, response);
  }
}
