package dev.sallyport.auth.servlet;

import dev.sallyport.auth.Sallyport;
import dev.sallyport.auth.VerifierBusyException;
import dev.sallyport.auth.servlet.HttpSettings.InsecureTransport;
import dev.sallyport.auth.spi.Settings;
import dev.sallyport.auth.spi.StoreException;
import dev.sallyport.auth.token.Secret;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.LoggerFactory;

/**
 * Keeps tokens from travelling where others can read them (draft-ietf-httpapi-privacy): the answer
 * is the same for every token, good or bad.
 *
 * @param failures where it says why a key could not be switched off
 */
record Transport(InsecureTransport policy, TrustedProxies proxies, RareWarning failures) {
  static Transport of(Settings settings) {
    return new Transport(
        settings.get(HttpSettings.INSECURE_TRANSPORT),
        TrustedProxies.of(settings),
        new RareWarning(
            LoggerFactory.getLogger(Transport.class),
            "Could not revoke a token that was sent without TLS"));
  }

  /** Whether a token, a password or a session may come with this request. */
  boolean isAccepted(HttpServletRequest request) {
    return policy == InsecureTransport.ALLOW || proxies.isPrivate(request);
  }

  /** Returns whether the request came over TLS, as the container or a trusted proxy says. */
  boolean isOverTls(HttpServletRequest request) {
    return proxies.isOverTls(request);
  }

  /** Does to the key of a token that came otherwise what is to be done. */
  void discourage(Secret token, String client, Sallyport gate) {
    if (policy != InsecureTransport.REVOKE) {
      return;
    }
    try {
      new Revocation(gate, "transport", "sent without TLS").revoke(token, client);
    } catch (VerifierBusyException | StoreException e) {
      failures.tell(e);
    }
  }
}
