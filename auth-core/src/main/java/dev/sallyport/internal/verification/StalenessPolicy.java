package dev.sallyport.internal.verification;

import dev.sallyport.internal.EpochMicros;
import java.time.Duration;

/** Maximum age of a {@link CachedKey}. Instants are {@link EpochMicros}. */
final class StalenessPolicy {
  private final long maxStaleness;
  private final long staleIfUnavailable;
  private final InvalidationVersions versions;

  StalenessPolicy(
      Duration maxStaleness, Duration staleIfUnavailable, InvalidationVersions versions) {
    this.maxStaleness = EpochMicros.of(maxStaleness);
    this.staleIfUnavailable = EpochMicros.of(staleIfUnavailable);
    this.versions = versions;
  }

  /** Returns whether each request loads its key itself. */
  boolean isAlwaysStale() {
    return maxStaleness == 0;
  }

  boolean isFresh(CachedKey key, long now) {
    return isYoungerThan(maxStaleness, key, now) && !isInvalidated(key);
  }

  /** Returns whether a key may be used while the store is unavailable; false if it was changed. */
  boolean isUsableInOutage(CachedKey key, long now) {
    return isYoungerThan(staleIfUnavailable, key, now) && !isInvalidated(key);
  }

  /** Returns whether the cached owner of a key may be used although the key itself was loaded. */
  boolean isOwnerUsableInOutage(CachedKey key, long now) {
    return isYoungerThan(staleIfUnavailable, key, now)
        && !versions.isOwnerInvalidated(key.version(), key.key().owner());
  }

  private boolean isInvalidated(CachedKey key) {
    return versions.isInvalidated(key.version(), key.id(), key.key().owner());
  }

  /** Compares the absolute age, so that a key does not stay fresh if the clock is set back. */
  private static boolean isYoungerThan(long micros, CachedKey key, long now) {
    return Math.abs(now - key.loadedAt()) < micros;
  }
}
