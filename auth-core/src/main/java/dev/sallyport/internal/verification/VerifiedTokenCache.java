package dev.sallyport.internal.verification;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Interner;
import dev.sallyport.internal.verification.BatchingKeyLoader.LoadedKey;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.AuthenticatedKey;
import dev.sallyport.key.Network;
import dev.sallyport.key.Owner;
import dev.sallyport.key.OwnerStatus;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Cache of recently verified tokens with the state of their keys. A token stays verified while its
 * key has the same digest; {@link StalenessPolicy} limits the age of the state. Thread-safe.
 */
public final class VerifiedTokenCache {
  private final Cache<TokenFingerprint, CachedKey> keys;
  private final InvalidationVersions versions;
  private final Interner<Owner> owners = Interner.newWeakInterner();
  private final Interner<Set<String>> words = Interner.newWeakInterner();
  private final Interner<Set<Network>> networks = Interner.newWeakInterner();

  public VerifiedTokenCache(int maximumSize, InvalidationVersions versions) {
    this.keys = Caffeine.newBuilder().maximumSize(maximumSize).build();
    this.versions = versions;
  }

  /** Returns the approximate number of tokens. */
  long size() {
    return keys.estimatedSize();
  }

  @Nullable CachedKey find(TokenFingerprint token) {
    return keys.getIfPresent(token);
  }

  /** Finds a token without counting as a use for eviction. */
  @Nullable CachedKey peek(TokenFingerprint token) {
    return keys.policy().getIfPresentQuietly(token);
  }

  /** Stores the state of a verified token's key, unless a later load is present. */
  void put(TokenFingerprint token, CachedKey key) {
    if (versions.areSomeOwnersInvalidated(key.version())) {
      return;
    }
    keys.asMap().merge(token, key, CachedKey::orLater);
    if (versions.areSomeOwnersInvalidated(key.version())) {
      remove(token); // evictOwners() may have run just before
    }
  }

  void remove(TokenFingerprint token) {
    keys.invalidate(token);
  }

  /** Evicts the keys of owners that a host has changed. Call it after the change. */
  public void evictOwners(Predicate<Owner> changed) {
    versions.invalidateSomeOwners();
    keys.asMap().values().removeIf(key -> changed.test(key.key().owner()));
  }

  CachedKey keyOf(ApiKey key, OwnerStatus owner, AtomicLong lastUse, LoadedKey loaded) {
    return CachedKey.of(
        key, interned(key), owner.isActive(), lastUse, loaded.loadedAt(), loaded.version());
  }

  /**
   * Replaces the key of a state, unless another state is present, and keeps the status of its owner
   * and its age.
   *
   * @return the state with the replaced key
   */
  CachedKey replaceKey(TokenFingerprint token, CachedKey known, ApiKey key) {
    CachedKey replaced =
        CachedKey.of(
            key,
            interned(key),
            known.ownerActive(),
            known.lastUse(),
            known.loadedAt(),
            known.version());
    keys.asMap().replace(token, known, replaced);
    return replaced;
  }

  /** Shares equal components between keys. */
  private AuthenticatedKey interned(ApiKey key) {
    return new AuthenticatedKey(
        key.id(),
        key.groupId(),
        owners.intern(key.owner()),
        words.intern(Set.copyOf(key.scopes())),
        networks.intern(Set.copyOf(key.networks())),
        words.intern(Set.copyOf(key.tags())));
  }
}
