package dev.sallyport.authorization;

/**
 * Why a check was refused. What a client is told is another matter: until the secret is proven
 * every one of them must look the same to it.
 */
public enum DenialReason {
  /** Nothing was presented. */
  NO_CREDENTIALS(false),
  /** A scheme without a token behind it. */
  EMPTY_CREDENTIALS(false),
  /** One word that has no scheme before it. */
  MISSING_SCHEME(false),
  /** A scheme that is not accepted. */
  UNKNOWN_SCHEME(false),
  /** More than one word where a token should stand. */
  CREDENTIALS_WITH_SPACES(false),
  /** More than one credential, so that it is not clear which is meant. */
  AMBIGUOUS_CREDENTIALS(false),
  /** A token that came over a connection others can read; whether it was a good one is not said. */
  INSECURE_TRANSPORT(false),
  /** Not of any accepted token format. */
  MALFORMED_TOKEN(false),
  /** A login that is not a username and a password in UTF-8. */
  MALFORMED_LOGIN(false),
  /** Well-formed, but there is no such key. */
  UNKNOWN_TOKEN(false),
  /** There is such a key, but this is not its secret. */
  WRONG_SECRET(false),
  /** Nobody looked, because too many bad tokens came from there, or for that key. */
  TOO_MANY_FAILURES(false),
  /** The stored digest is of no known kind, or beyond the bounds. */
  UNUSABLE_DIGEST(false),
  /** Proven; the account or the user is switched off or gone. */
  OWNER_INACTIVE(true),
  /** Proven; the key is switched off. */
  KEY_INACTIVE(true),
  /** Proven; the key's time is over. */
  KEY_EXPIRED(true),
  /** Proven; the key is older than keys may become. */
  KEY_OVER_AGE(true),
  /** Proven; the key may not be used from that address. */
  NETWORK_NOT_ALLOWED(true),
  /** Proven; the key does not hold a scope that is required. */
  INSUFFICIENT_SCOPE(true),
  /** Proven; there is no such resource. */
  RESOURCE_UNKNOWN(true),
  /** Proven; the resource is another account's. The client must be told the same as of none. */
  RESOURCE_OF_ANOTHER_ACCOUNT(true),
  /** Proven; the resource requires one of certain keys, and this is none of them. */
  KEY_NOT_BOUND(true),
  /** Proven; the request takes the key of an active staff user. */
  OWNER_NOT_STAFF(true),
  /** Proven; a rule of the host refuses it. */
  DENIED_BY_POLICY(true),
  /** Proven; a quota is used up. */
  QUOTA_EXCEEDED(true);

  private final boolean afterProof;

  DenialReason(boolean afterProof) {
    this.afterProof = afterProof;
  }

  /** Whether the client holds the real secret, and so may be told this reason. */
  public boolean isAfterProof() {
    return afterProof;
  }
}
