package dev.sallyport.auth.servlet;

import dev.sallyport.auth.Sallyport;
import dev.sallyport.auth.token.TokenPrincipal;
import jakarta.servlet.ServletRequest;
import java.util.Optional;

/**
 * Proof, kept in a request attribute, that the token of this request was found good: what spares
 * later filters and dispatches from asking again.
 *
 * @param gate who found so; another gate's word counts for nothing
 */
record Passport(Sallyport gate, TokenPrincipal principal, Carrier carrier) {
  private static final String ATTRIBUTE = Passport.class.getName();

  static Optional<Passport> of(ServletRequest request, Sallyport gate) {
    return request.getAttribute(ATTRIBUTE) instanceof Passport passport && passport.gate == gate
        ? Optional.of(passport)
        : Optional.empty();
  }

  void leaveIn(ServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  static void removeFrom(ServletRequest request) {
    request.removeAttribute(ATTRIBUTE);
  }
}
