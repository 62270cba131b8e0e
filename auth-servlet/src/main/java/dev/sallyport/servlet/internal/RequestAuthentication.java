package dev.sallyport.servlet.internal;

import dev.sallyport.Sallyport;
import dev.sallyport.servlet.startup.StartGuard;
import jakarta.servlet.ServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * That a request passed a checkpoint, and what it went on with; kept in a request attribute, the
 * only one there is. Spares later filters and dispatches from asking again.
 *
 * @param at the checkpoint that it passed last
 * @param authenticationOrNull proof of who it is; null if nobody asked, or it is forgotten
 * @param beforeOrNull the passage before; null if this is the first
 */
record RequestAuthentication(
    FilterAuthenticator at,
    @Nullable Authentication authenticationOrNull,
    @Nullable RequestAuthentication beforeOrNull) {
  private static final String ATTRIBUTE = StartGuard.PASSED;

  /** The last passage of a request; null if there is none. */
  static @Nullable RequestAuthentication of(ServletRequest request) {
    Object attribute = request.getAttribute(ATTRIBUTE);
    if (attribute instanceof Authentication first) {
      return new RequestAuthentication(first.by(), first, null);
    }
    return attribute instanceof RequestAuthentication passage ? passage : null;
  }

  /**
   * Notes one more passage.
   *
   * @param newOrNull proof that was just made; null leaves what there is
   */
  static void note(
      ServletRequest request, FilterAuthenticator at, @Nullable Authentication newOrNull) {
    RequestAuthentication before = of(request);
    if (newOrNull != null && before == null && newOrNull.by() == at) {
      request.setAttribute(ATTRIBUTE, newOrNull); // says it all, and most requests have no more
      return;
    }
    if (newOrNull == null && before != null && before.at == at) {
      return; // in another dispatch
    }
    Authentication authentication =
        newOrNull == null && before != null ? before.authenticationOrNull : newOrNull;
    request.setAttribute(
        ATTRIBUTE, new RequestAuthentication(at, authentication, without(at, before)));
  }

  /** However often a request is dispatched again, a checkpoint stands in it once. */
  private static @Nullable RequestAuthentication without(
      FilterAuthenticator at, @Nullable RequestAuthentication passage) {
    if (passage == null) {
      return null;
    }
    RequestAuthentication before = without(at, passage.beforeOrNull);
    return passage.at == at
        ? before
        : new RequestAuthentication(passage.at, passage.authenticationOrNull, before);
  }

  /** Forgets who a request is. */
  static void forgetAuthentication(ServletRequest request) {
    RequestAuthentication last = of(request);
    if (last != null) {
      request.setAttribute(ATTRIBUTE, new RequestAuthentication(last.at, null, last.beforeOrNull));
    }
  }

  /** Proof that a gate made; another's word counts for nothing. */
  @Nullable Authentication authenticationOf(Sallyport sallyport) {
    return authenticationOrNull != null && authenticationOrNull.by().sallyport() == sallyport
        ? authenticationOrNull
        : null;
  }

  /** Whether it passed a checkpoint, now or before. */
  boolean isThrough(FilterAuthenticator authenticator) {
    for (RequestAuthentication passage = this; passage != null; passage = passage.beforeOrNull) {
      if (passage.at == authenticator) {
        return true;
      }
    }
    return false;
  }
}
