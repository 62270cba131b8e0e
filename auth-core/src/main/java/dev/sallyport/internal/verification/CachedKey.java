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
 * What a request needs of a key and its owner, as they were when they were last loaded. Immutable,
 * but for the last use.
 *
 * @param principal who a request with the key is
 * @param ownerActive whether user and account are active
 * @param expiresAt null if it does not end
 * @param renewableBy by how much a use moves its end; null if it does not
 * @param startsOverlap whether the first use of the key sets the end of its predecessor
 * @param digestTag what tells its digest from others
 * @param lastUse when its token was presented last; what was loaded later shares it
 * @param loadedAt {@link dev.sallyport.internal.EpochMicros} before it was loaded
 * @param version of {@link InvalidationVersions} before it was loaded
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
   * Returns what was loaded.
   *
   * @param interned the same parts, each one object where many keys have equal ones
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

  public UUID id() {
    return key.id();
  }

  /** Returns whether the key still has the digest that its token was verified with. */
  boolean hasDigestOf(ApiKey other) {
    return digestTag == tag(other);
  }

  /** Returns the one that was loaded later; not by the clock, which may be set back. */
  CachedKey orLater(CachedKey other) {
    return other.version > version ? other : this;
  }

  private static long tag(ApiKey key) {
    return TokenFingerprint.of(Secret.of(key.digest())).prefix();
  }
}
