package dev.sallyport.auth.token;

/**
 * Why a check was refused. What a client is told is another matter: until the secret is proven
 * every one of them must look the same to it.
 */
public enum DenialReason {
  /** Nothing was presented. */
  NO_CREDENTIALS,
  /** A scheme without a token behind it. */
  EMPTY_CREDENTIALS,
  /** More than one word where a token should stand. */
  CREDENTIALS_WITH_SPACES,
  /** More than one credential, so that it is not clear which is meant. */
  AMBIGUOUS_CREDENTIALS,
  /** Not of any accepted token format. */
  MALFORMED_TOKEN,
  /** Well-formed, but there is no such key. */
  UNKNOWN_TOKEN,
  /** There is such a key, but this is not its secret. */
  WRONG_SECRET,
  /** The stored digest is of no known kind, or beyond the bounds. */
  UNUSABLE_DIGEST,
  /** Proven; the account or the user is switched off or gone. */
  OWNER_INACTIVE,
  /** Proven; the key is switched off. */
  KEY_INACTIVE,
  /** Proven; the key's time is over. */
  KEY_EXPIRED,
  /** Proven; the key is older than keys may become. */
  KEY_OVER_AGE;

  /** Whether the client holds the real secret, and so may be told this reason. */
  public boolean isAfterProof() {
    return compareTo(OWNER_INACTIVE) >= 0;
  }
}
