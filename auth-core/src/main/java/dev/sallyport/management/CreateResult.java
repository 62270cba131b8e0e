package dev.sallyport.management;

import dev.sallyport.key.ApiKey;
import dev.sallyport.token.Secret;

/** The outcome of asking for a key. */
public sealed interface CreateResult {
  /**
   * The key exists.
   *
   * @param key what is stored
   * @param token what opens it; nobody can read it again, so show it now
   */
  record Created(ApiKey key, Secret token) implements CreateResult {}

  /** There is no such key, for this reason. */
  record Denied(Reason reason) implements CreateResult {}

  /** Why no key was made. */
  enum Reason {
    /** There is no such account, or no such user in it. */
    OWNER_UNKNOWN,
    /** The account or the user is switched off. */
    OWNER_INACTIVE,
    /** API keys can only be created for staff users. */
    OWNER_NOT_STAFF,
    /** It would be over before it began. */
    EXPIRY_IN_THE_PAST,
    /** It would outlive the maximum lifetime, and older keys are denied. */
    EXPIRY_BEYOND_MAXIMUM,
    /** Whoever makes it with a key of its own does not hold all these scopes. */
    SCOPE_BEYOND_ISSUER,
    /** The key with which it is made is not for all these networks. */
    NETWORK_BEYOND_ISSUER,
    /** The key with which it is made ends earlier. */
    EXPIRY_BEYOND_ISSUER,
    /** The owner has as many keys as an owner may have. */
    LIMIT_REACHED,
    /** A key that is switched off has no successor. */
    KEY_INACTIVE,
    /** A key that is over has no successor. */
    KEY_EXPIRED,
    /** The key has a successor already. */
    KEY_ROTATED,
    /** Somebody has changed the key since the caller saw it. */
    KEY_CHANGED
  }
}
