package dev.sallyport.servlet.credential;

import dev.sallyport.authorization.DenialReason;
import dev.sallyport.token.Secret;

/** The credential of a request, before it is verified. */
public sealed interface Credential {
  /**
   * No token. The request continues where requests without a token are allowed.
   *
   * @param reason why the request is denied elsewhere
   */
  record Absent(DenialReason reason) implements Credential {}

  /**
   * Exactly one token.
   *
   * @param token the token
   * @param location the place of the token in the request
   */
  record Present(Secret token, CredentialLocation location) implements Credential {}

  /**
   * A credential for Sallyport that is not exactly one token.
   *
   * @param reason why the request is denied
   */
  record Rejected(DenialReason reason) implements Credential {}
}
