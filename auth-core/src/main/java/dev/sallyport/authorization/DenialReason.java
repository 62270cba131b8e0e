package dev.sallyport.authorization;

/**
 * Reason why a request was denied. Responses may say less: before the token is verified, all
 * reasons must look the same to the client.
 *
 * <pre>{@code
 * boolean mayTellClient = denied.reason().isAfterVerification();
 * }</pre>
 *
 * @since 0.1.0
 */
public enum DenialReason {
  /** No credentials were presented. */
  NO_CREDENTIALS(false),
  /** The scheme is not followed by a token. */
  EMPTY_CREDENTIALS(false),
  /** The token has no scheme before it. */
  MISSING_SCHEME(false),
  /** The scheme is not accepted. */
  UNKNOWN_SCHEME(false),
  /** The credentials consist of more than one word. */
  CREDENTIALS_WITH_SPACES(false),
  /** Several credentials were presented, so that the intended one is ambiguous. */
  AMBIGUOUS_CREDENTIALS(false),
  /** The token was received over an insecure connection; whether it is valid is not disclosed. */
  INSECURE_TRANSPORT(false),
  /** The token has no accepted format. */
  MALFORMED_TOKEN(false),
  /** The login is not a username and a password in UTF-8. */
  MALFORMED_LOGIN(false),
  /** The token is well-formed, but there is no such key. */
  UNKNOWN_TOKEN(false),
  /** The key exists, but the secret is wrong. */
  WRONG_SECRET(false),
  /** The token was not verified, because of too many failures from the network or for the key. */
  TOO_MANY_FAILURES(false),
  /** The stored digest is of an unknown kind or exceeds the bounds. */
  UNUSABLE_DIGEST(false),
  /** Verified, but the account or the user is deactivated or deleted. */
  OWNER_INACTIVE(true),
  /** Verified, but the key is deactivated. */
  KEY_INACTIVE(true),
  /** Verified, but the key is expired. */
  KEY_EXPIRED(true),
  /** Verified, but the key exceeds the maximum lifetime. */
  KEY_OVER_AGE(true),
  /** Verified, but the key may not be used from the client address. */
  NETWORK_NOT_ALLOWED(true),
  /** Verified, but the key lacks a required scope. */
  INSUFFICIENT_SCOPE(true),
  /** Verified, but the resource does not exist. */
  RESOURCE_UNKNOWN(true),
  /**
   * Verified, but the resource belongs to another account. Clients must get the same response as
   * for a missing resource.
   */
  RESOURCE_OF_ANOTHER_ACCOUNT(true),
  /** Verified, but the resource is bound to other keys. */
  KEY_NOT_BOUND(true),
  /** Verified, but the request requires the key of an active staff user. */
  OWNER_NOT_STAFF(true),
  /** Verified, but a policy of the host denies the request. */
  DENIED_BY_POLICY(true),
  /** Verified, but a quota is exhausted. */
  QUOTA_EXCEEDED(true);

  private final boolean afterVerification;

  DenialReason(boolean afterVerification) {
    this.afterVerification = afterVerification;
  }

  /** Returns whether the token was verified, so that the client may see this reason. */
  public boolean isAfterVerification() {
    return afterVerification;
  }
}
