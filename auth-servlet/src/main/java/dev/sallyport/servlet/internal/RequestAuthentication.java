package dev.sallyport.servlet.internal;

import dev.sallyport.Sallyport;
import dev.sallyport.servlet.startup.StartGuard;
import jakarta.servlet.ServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Record of the filters that a request passed, and of its authentication. It is kept in the only
 * request attribute that filters set, so that later filters and dispatches do not authenticate
 * again.
 *
 * @param authenticator the authenticator of the filter that the request passed last
 * @param authentication the authentication; null if there was none, or the request was logged out
 * @param previous the record of the filter before; null if this is the first
 */
record RequestAuthentication(
    FilterAuthenticator authenticator,
    @Nullable Authentication authentication,
    @Nullable RequestAuthentication previous) {
  private static final String ATTRIBUTE = StartGuard.PASSED;

  /** Returns the record of the filter that a request passed last; null if it passed none. */
  static @Nullable RequestAuthentication of(ServletRequest request) {
    Object attribute = request.getAttribute(ATTRIBUTE);
    if (attribute instanceof Authentication first) {
      return new RequestAuthentication(first.authenticator(), first, null);
    }
    return attribute instanceof RequestAuthentication last ? last : null;
  }

  /**
   * Stores that a request passed a filter.
   *
   * @param newAuthentication the new authentication; null keeps the existing one
   */
  static void store(
      ServletRequest request,
      FilterAuthenticator authenticator,
      @Nullable Authentication newAuthentication) {
    RequestAuthentication previous = of(request);
    if (newAuthentication != null
        && previous == null
        && newAuthentication.authenticator() == authenticator) {
      request.setAttribute(
          ATTRIBUTE, newAuthentication); // enough for most requests, without a record
      return;
    }
    if (newAuthentication == null && previous != null && previous.authenticator == authenticator) {
      return; // another dispatch
    }
    Authentication authentication =
        newAuthentication == null && previous != null ? previous.authentication : newAuthentication;
    request.setAttribute(
        ATTRIBUTE,
        new RequestAuthentication(authenticator, authentication, without(authenticator, previous)));
  }

  /** Removes an authenticator, so that repeated dispatches record it once. */
  private static @Nullable RequestAuthentication without(
      FilterAuthenticator authenticator, @Nullable RequestAuthentication last) {
    if (last == null) {
      return null;
    }
    RequestAuthentication previous = without(authenticator, last.previous);
    return last.authenticator == authenticator
        ? previous
        : new RequestAuthentication(last.authenticator, last.authentication, previous);
  }

  /** Removes the authentication of a request. */
  static void forgetAuthentication(ServletRequest request) {
    RequestAuthentication last = of(request);
    if (last != null) {
      request.setAttribute(
          ATTRIBUTE, new RequestAuthentication(last.authenticator, null, last.previous));
    }
  }

  /** Returns the authentication by a Sallyport instance; null if there is none by that one. */
  @Nullable Authentication authenticationOf(Sallyport sallyport) {
    return authentication != null && authentication.authenticator().sallyport() == sallyport
        ? authentication
        : null;
  }

  /** Returns whether the request passed the filter of an authenticator. */
  boolean hasPassed(FilterAuthenticator authenticator) {
    for (RequestAuthentication it = this; it != null; it = it.previous) {
      if (it.authenticator == authenticator) {
        return true;
      }
    }
    return false;
  }
}
