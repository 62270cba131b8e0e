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
 * Tokens that were verified lately, with what is known of their keys. A token stays verified as
 * long as its key has the same digest; how old the rest may be is for {@link StalenessPolicy}.
 * Thread-safe.
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

  /** Returns how many there are, roughly. */
  long size() {
    return keys.estimatedSize();
  }

  @Nullable CachedKey find(TokenFingerprint token) {
    return keys.getIfPresent(token);
  }

  /** The same without counting as a use for the eviction. */
  @Nullable CachedKey peek(TokenFingerprint token) {
    return keys.policy().getIfPresentQuietly(token);
  }

  /** Keeps what was loaded of a verified token's key, unless a later load is here already. */
  void put(TokenFingerprint token, CachedKey key) {
    if (versions.areSomeOwnersInvalidated(key.version())) {
      return;
    }
    keys.asMap().merge(token, key, CachedKey::orLater);
    if (versions.areSomeOwnersInvalidated(key.version())) {
      remove(token); // evictOwners() may have passed by just before it was here
    }
  }

  void remove(TokenFingerprint token) {
    keys.invalidate(token);
  }

  /** Evicts the keys of owners that a host has changed. Call after the change is made. */
  public void evictOwners(Predicate<Owner> changed) {
    versions.invalidateSomeOwners();
    keys.asMap().values().removeIf(key -> changed.test(key.key().owner()));
  }

  CachedKey keyOf(ApiKey key, OwnerStatus owner, AtomicLong lastUse, LoadedKey loaded) {
    return CachedKey.of(
        key, interned(key), owner.isActive(), lastUse, loaded.loadedAt(), loaded.version());
  }

  /** Returns a key as it was just loaded, with the owner, and the age, that were known before. */
  CachedKey withOwnerOf(CachedKey known, ApiKey key) {
    return CachedKey.of(
        key,
        interned(key),
        known.ownerActive(),
        known.lastUse(),
        known.loadedAt(),
        known.version());
  }

  /** Many keys have equal parts, of which one object is enough. */
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
