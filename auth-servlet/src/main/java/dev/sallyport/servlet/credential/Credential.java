package dev.sallyport.servlet.credential;

import dev.sallyport.authorization.DenialReason;
import dev.sallyport.token.Secret;

/**
 * The credential of a request, before it is verified.
 *
 * <pre>{@code
 * String value = request.getParameter("access_token");
 * return value == null
 *     ? Credential.absent()
 *     : Credential.present(Secret.of(value), CredentialLocation.parameter("access_token"));
 * }</pre>
 *
 * @since 0.1.0
 */
public sealed interface Credential {
  /** Returns the credential of a request that has none. */
  static Credential absent() {
    return new Absent(DenialReason.NO_CREDENTIALS);
  }

  /** Returns the credential of a request that has exactly one token. */
  static Credential present(Secret token, CredentialLocation location) {
    return new Present(token, location);
  }

  /** Returns the credential of a request that is denied, because it has not exactly one token. */
  static Credential rejected(DenialReason reason) {
    return new Rejected(reason);
  }

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
