package dev.sallyport.internal.verification;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.internal.EpochMicros;
import dev.sallyport.internal.verification.BatchingKeyLoader.LoadedKey;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Cache of recently rejected tokens, so that a client that repeats a wrong one causes no load.
 * Entries are valid for {@code max-staleness} at most, and until any key is created or changed in
 * this JVM. Evictions for lack of space reveal nothing about keys.
 */
final class RejectedTokenCache {
  private static final int MAX_SIZE = 10_000;

  private final Cache<TokenFingerprint, Rejection> rejections =
      Caffeine.newBuilder().maximumSize(MAX_SIZE).build();
  private final long maxStaleness;
  private final InvalidationVersions versions;

  RejectedTokenCache(Duration maxStaleness, InvalidationVersions versions) {
    this.maxStaleness = EpochMicros.of(maxStaleness);
    this.versions = versions;
  }

  private record Rejection(DenialReason reason, long at, long version) {}

  /** Returns the reason of a rejection; null if it is not cached or too old. */
  @Nullable DenialReason find(TokenFingerprint token, long now) {
    Rejection rejection = rejections.getIfPresent(token);
    return rejection != null
            && Math.abs(now - rejection.at) < maxStaleness
            && !versions.isAnyKeyInvalidated(rejection.version)
        ? rejection.reason
        : null;
  }

  void put(TokenFingerprint token, DenialReason reason, LoadedKey loaded) {
    if (maxStaleness > 0) {
      rejections.put(token, new Rejection(reason, loaded.loadedAt(), loaded.version()));
    }
  }
}
