package dev.sallyport.internal.verification;

import dev.sallyport.internal.EpochMicros;
import java.time.Duration;

/** Tells how old a {@link CachedKey} may be when it is used. Instants are {@link EpochMicros}. */
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

  boolean isFresh(CachedKey key, long now) {
    return isYoungerThan(maxStaleness, key, now) && !isInvalidated(key);
  }

  /** Returns whether it may be used while the store does not answer; not if it was changed. */
  boolean isUsableInOutage(CachedKey key, long now) {
    return isYoungerThan(staleIfUnavailable, key, now) && !isInvalidated(key);
  }

  /** The same of what is known of its owner, while the key itself was loaded. */
  boolean isOwnerUsableInOutage(CachedKey key, long now) {
    return isYoungerThan(staleIfUnavailable, key, now)
        && !versions.isOwnerInvalidated(key.version(), key.key().owner());
  }

  private boolean isInvalidated(CachedKey key) {
    return versions.isInvalidated(key.version(), key.id(), key.key().owner());
  }

  /** A clock that was set back makes it old, or it might stay young for long. */
  private static boolean isYoungerThan(long micros, CachedKey key, long now) {
    return Math.abs(now - key.loadedAt()) < micros;
  }
}
