package dev.sallyport.internal.verification;

import dev.sallyport.key.ApiKey;
import dev.sallyport.key.ApiKeyPrincipal;
import dev.sallyport.key.AuthenticatedKey;
import dev.sallyport.token.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Cached state of a key and its owner, as of the last load. Immutable, except for the last use.
 *
 * @param key the key, as seen by policies
 * @param principal principal of requests with the key
 * @param active whether the key is active
 * @param ownerActive whether user and account are active
 * @param createdAt time of creation
 * @param expiresAt expiry; null if there is none
 * @param renewableBy ttl by which a use renews the key; null if it does not
 * @param startsOverlap whether the first use of the key sets the expiry of its predecessor
 * @param digestTag value that distinguishes the digest from others
 * @param lastUse last time the token was presented; shared with later loads
 * @param loadedAt {@link dev.sallyport.internal.EpochMicros} before the load
 * @param version version of {@link InvalidationVersions} before the load
 */
public record CachedKey(
    AuthenticatedKey key,
    ApiKeyPrincipal principal,
    boolean active,
    boolean ownerActive,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Duration renewableBy,
    boolean startsOverlap,
    long digestTag,
    AtomicLong lastUse,
    long loadedAt,
    long version)
    implements Verification {

  /**
   * Creates the cached state of a loaded key.
   *
   * @param interned the key, as seen by policies, with interned components
   */
  static CachedKey of(
      ApiKey key,
      AuthenticatedKey interned,
      boolean ownerActive,
      AtomicLong lastUse,
      long loadedAt,
      long version) {
    return new CachedKey(
        interned,
        new ApiKeyPrincipal(interned.owner(), interned.id(), interned.scopes()),
        key.active(),
        ownerActive,
        key.createdAt(),
        key.expiresAt(),
        key.isRenewedByUse() ? key.ttl() : null,
        key.rotation().overlapFromFirstUse() != null,
        tag(key),
        lastUse,
        loadedAt,
        version);
  }

  /** Returns the id of the key. */
  public UUID id() {
    return key.id();
  }

  /** Returns whether a key still has the digest with which the token was verified. */
  boolean hasDigestOf(ApiKey other) {
    return digestTag == tag(other);
  }

  /** Returns the one loaded later, by version and not by the clock, which may be set back. */
  CachedKey orLater(CachedKey other) {
    return other.version > version ? other : this;
  }

  private static long tag(ApiKey key) {
    return TokenFingerprint.of(Secret.of(key.digest())).prefix();
  }
}
