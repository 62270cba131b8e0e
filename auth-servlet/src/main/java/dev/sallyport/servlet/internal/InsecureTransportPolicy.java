package dev.sallyport.servlet.internal;

import dev.sallyport.Sallyport;
import dev.sallyport.authentication.OverloadedException;
import dev.sallyport.config.Settings;
import dev.sallyport.servlet.client.TrustedProxies;
import dev.sallyport.servlet.config.HttpSettings;
import dev.sallyport.servlet.config.HttpSettings.InsecureTransport;
import dev.sallyport.spi.StoreException;
import dev.sallyport.token.Secret;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.LoggerFactory;

/**
 * Keeps tokens from travelling where others can read them (draft-ietf-httpapi-privacy): the answer
 * is the same for every token, good or bad.
 *
 * @param failures where it says why a key could not be switched off
 */
record InsecureTransportPolicy(
    InsecureTransport policy, TrustedProxies proxies, RateLimitedLogger failures) {
  static InsecureTransportPolicy of(Settings settings) {
    return new InsecureTransportPolicy(
        settings.get(HttpSettings.INSECURE_TRANSPORT),
        TrustedProxies.of(settings),
        new RateLimitedLogger(
            LoggerFactory.getLogger(InsecureTransportPolicy.class),
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
  void onToken(Secret token, String client, Sallyport sallyport) {
    if (policy != InsecureTransport.REVOKE) {
      return;
    }
    try {
      new TokenRevocation(sallyport, "transport", "sent without TLS").revoke(token, client);
    } catch (OverloadedException | StoreException e) {
      failures.warn(e);
    }
  }
}
