package dev.sallyport.auth.servlet;

import dev.sallyport.auth.KeyTrace;
import dev.sallyport.auth.Sallyport;
import dev.sallyport.auth.VerifierBusyException;
import dev.sallyport.auth.spi.Attribution;
import dev.sallyport.auth.spi.StoreException;
import dev.sallyport.auth.token.Secret;
import java.time.Duration;

/**
 * Switches off the key of a token that is in wrong hands.
 *
 * @param actor who does so, for the audit log
 * @param reason why
 */
record Revocation(Sallyport gate, String actor, String reason) {
  /**
   * Deactivates the key whose own a token is, if it is one's.
   *
   * @return how long to wait before anybody looks; zero if somebody did
   * @throws StoreException if it could not be found out, or not be done
   * @throws VerifierBusyException if too many proofs were under way
   */
  Duration revoke(Secret token, String client) {
    KeyTrace trace = gate.authenticator().trace(token, client);
    if (trace instanceof KeyTrace.Found found) {
      gate.keys()
          .attributedTo(Attribution.of(actor, client).because(reason))
          .deactivate(found.keyId());
    }
    return trace instanceof KeyTrace.Throttled throttled ? throttled.retryAfter() : Duration.ZERO;
  }
}
