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
 * Policy for tokens that were sent without TLS (draft-ietf-httpapi-privacy). The response is the
 * same for valid and invalid tokens.
 *
 * @param failures the logger of failed revocations
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

  /** Returns whether a token, a password or a session is accepted with a request. */
  boolean isAccepted(HttpServletRequest request) {
    return policy == InsecureTransport.ALLOW || proxies.isPrivate(request);
  }

  /** Returns whether the request was received over TLS, by the container or a trusted proxy. */
  boolean isOverTls(HttpServletRequest request) {
    return proxies.isOverTls(request);
  }

  /** Deactivates the key of a token that was sent without TLS, if the policy is {@code revoke}. */
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
