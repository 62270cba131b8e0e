package dev.sallyport.auth.servlet;

import dev.sallyport.auth.Sallyport;
import dev.sallyport.auth.VerifierBusyException;
import dev.sallyport.auth.spi.Attribution;
import dev.sallyport.auth.spi.StoreException;
import dev.sallyport.auth.token.Secret;

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
   * @throws StoreException if it could not be found out, or not be done
   * @throws VerifierBusyException if too many proofs were under way
   */
  void revoke(Secret token, String client) {
    gate.authenticator()
        .keyOf(token, client)
        .ifPresent(
            id ->
                gate.keys()
                    .attributedTo(Attribution.of(actor, client).because(reason))
                    .deactivate(id));
  }
}
