package dev.sallyport.management;

import dev.sallyport.key.ApiKey;
import dev.sallyport.token.Secret;

/**
 * Result of creating or rotating a key.
 *
 * <pre>{@code
 * CreateResult result = sallyport.keys().create(CreateKeyRequest.of(owner, "CI"));
 * if (result instanceof CreateResult.Created created) {
 *   show(created.token().reveal());
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public sealed interface CreateResult {
  /**
   * The key was created.
   *
   * @param key the stored key
   * @param token token of the key; it cannot be retrieved again, so show it now
   */
  record Created(ApiKey key, Secret token) implements CreateResult {}

  /**
   * The key was not created.
   *
   * @param reason reason for the denial
   */
  record Denied(Reason reason) implements CreateResult {}

  /** Reason for not creating a key. */
  enum Reason {
    /** The account does not exist or has no such user. */
    OWNER_UNKNOWN,
    /** The account or the user is deactivated. */
    OWNER_INACTIVE,
    /** The user is not staff; only staff users can have API keys. */
    OWNER_NOT_STAFF,
    /** The requested expiry is in the past. */
    EXPIRY_IN_THE_PAST,
    /** The requested lifetime exceeds the enforced maximum lifetime. */
    EXPIRY_BEYOND_MAXIMUM,
    /** The issuing key does not hold all requested scopes. */
    SCOPE_BEYOND_ISSUER,
    /** The requested networks are not all within those of the issuing key. */
    NETWORK_BEYOND_ISSUER,
    /** The requested key could remain valid longer than the issuing key. */
    EXPIRY_BEYOND_ISSUER,
    /** A key with the requested id exists. */
    ID_TAKEN,
    /** The owner has reached the key limit. */
    LIMIT_REACHED,
    /** The key to rotate is inactive. */
    KEY_INACTIVE,
    /** The key to rotate has expired. */
    KEY_EXPIRED,
    /** The key has already been rotated. */
    KEY_ROTATED,
    /** The key has changed since the caller read it. */
    KEY_CHANGED
  }
}
