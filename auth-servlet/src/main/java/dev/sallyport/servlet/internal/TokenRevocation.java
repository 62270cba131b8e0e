package dev.sallyport.servlet.internal;

import dev.sallyport.Sallyport;
import dev.sallyport.audit.AuditContext;
import dev.sallyport.authentication.OverloadedException;
import dev.sallyport.authentication.TokenLookupResult;
import dev.sallyport.spi.StoreException;
import dev.sallyport.token.Secret;
import java.time.Duration;

/**
 * Revocation of a token that others may know.
 *
 * @param actor the actor in the audit log
 * @param reason the reason in the audit log
 */
record TokenRevocation(Sallyport sallyport, String actor, String reason) {
  /**
   * Deactivates the key of a token, if the token is valid.
   *
   * @return how long the client must wait, if it is throttled and the token was not verified;
   *     otherwise zero
   * @throws StoreException if the store failed
   * @throws OverloadedException if too many verifications are in progress
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
