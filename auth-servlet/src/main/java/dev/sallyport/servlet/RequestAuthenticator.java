package dev.sallyport.servlet;

import dev.sallyport.Sallyport;
import dev.sallyport.authentication.AuthenticationResult.Denied;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.key.ApiKeyPrincipal;
import dev.sallyport.servlet.internal.Authentication;
import dev.sallyport.servlet.internal.Decision;
import dev.sallyport.servlet.internal.FilterAuthenticator;
import dev.sallyport.servlet.internal.KeyRequirements;
import dev.sallyport.servlet.problem.KeyRequirement;
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
 * The gate as a servlet sees it that lets people in itself, at paths that the filter exempts. Its
 * rules are those of the filter that a request came through or, where none did, of the first of the
 * application. Thread-safe.
 */
public final class RequestAuthenticator {
  private final FilterAuthenticator authenticator;

  private RequestAuthenticator(FilterAuthenticator authenticator) {
    this.authenticator = authenticator;
  }

  /** Who came with a request. */
  public sealed interface Visitor {
    /** It brought no token. */
    record Anonymous() implements Visitor {}

    /** It brought a good one. */
    record Authenticated(ApiKeyPrincipal principal) implements Visitor {}

    /** It brought another, or nobody could tell; the client has its answer. */
    record Denied() implements Visitor {}
  }

  /** The gate for a request; empty if no {@link SallyportFilter} has started in the application. */
  public static Optional<RequestAuthenticator> of(
      HttpServletRequest request, ServletContext context) {
    return FilterAuthenticator.of(request)
        .or(() -> FilterAuthenticator.of(context))
        .map(RequestAuthenticator::new);
  }

  /**
   * Tells the filters of an application what a servlet requires of keys, so that a request that it
   * would deny is denied when it is authenticated, and counts for nothing. The servlet still asks
   * for it itself.
   *
   * @param servlet that requires it, until {@link #removeRequirement} is called
   * @param requirement of a request that is authenticated by a gate; {@link KeyRequirement#NONE} of
   *     one that is not for the servlet
   */
  public static void addRequirement(
      ServletContext context,
      Object servlet,
      BiFunction<HttpServletRequest, Sallyport, KeyRequirement> requirement) {
    KeyRequirements.of(context).add(servlet, requirement);
  }

  /** Ends what {@link #addRequirement} has begun. */
  public static void removeRequirement(ServletContext context, Object servlet) {
    KeyRequirements.of(context).remove(servlet);
  }

  public Sallyport sallyport() {
    return authenticator.sallyport();
  }

  /** The address a request came from, by the proxies that are trusted. */
  public String clientOf(HttpServletRequest request) {
    return authenticator.clientOf(request);
  }

  /** Whether a request came over TLS, by the proxies that are trusted. */
  public boolean isOverTls(HttpServletRequest request) {
    return authenticator.isOverTls(request);
  }

  /**
   * Whether a token, a password or a session may come with a request, by {@code
   * insecure-transport}: over TLS, by no network at all, or wherever it is allowed.
   */
  public boolean isTransportAccepted(HttpServletRequest request) {
    return authenticator.isTransportAccepted(request);
  }

  /**
   * Checks the token of a request, if it brought one, by all rules: it counts as a use, and against
   * quotas. One that was checked on its way here is not checked again.
   */
  public Visitor receive(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Decision decision = authenticator.identify(request);
    if (authenticator.isAnswered(decision, request, response)) {
      return new Visitor.Denied();
    }
    authenticator.noStore(response);
    if (decision instanceof Authentication authentication) {
      RateLimitFields.write(authentication.quotas(), response);
      return new Visitor.Authenticated(authentication.principal());
    }
    return new Visitor.Anonymous();
  }

  /** Answers 401 to whoever brought no token and may not come without. */
  public void sendUnauthorized(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    authenticator.sendUnauthorized(request, response);
  }

  /** Answers 403 to the holder of a key that does not hold what is required. */
  public void sendForbidden(
      Set<String> required,
      ApiKeyPrincipal holder,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Denied denied =
        new Denied(
            DenialReason.INSUFFICIENT_SCOPE, holder.keyId(), required, Duration.ZERO, List.of());
    authenticator
        .problems()
        .refuse(sallyport().authenticator().refuse(holder, denied), request, response);
  }
}
