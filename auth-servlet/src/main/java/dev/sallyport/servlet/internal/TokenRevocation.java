package dev.sallyport.servlet.internal;

import dev.sallyport.Sallyport;
import dev.sallyport.audit.AuditContext;
import dev.sallyport.authentication.OverloadedException;
import dev.sallyport.authentication.TokenLookupResult;
import dev.sallyport.spi.StoreException;
import dev.sallyport.token.Secret;
import java.time.Duration;

/**
 * Switches off the key of a token that is in wrong hands.
 *
 * @param actor who does so, for the audit log
 * @param reason why
 */
record TokenRevocation(Sallyport sallyport, String actor, String reason) {
  /**
   * Deactivates the key whose own a token is, if it is one's.
   *
   * @return how long to wait before anybody looks; zero if somebody did
   * @throws StoreException if it could not be found out, or not be done
   * @throws OverloadedException if too many proofs were under way
   */
  Duration revoke(Secret token, String client) {
    TokenLookupResult trace = sallyport.authenticator().trace(token, client);
    if (trace instanceof TokenLookupResult.Found found) {
      sallyport.keys().as(AuditContext.of(actor, client).because(reason)).deactivate(found.keyId());
    }
    return trace instanceof TokenLookupResult.Throttled throttled
        ? throttled.retryAfter()
        : Duration.ZERO;
  }
}
