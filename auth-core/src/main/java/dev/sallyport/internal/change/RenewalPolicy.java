package dev.sallyport.internal.change;

import dev.sallyport.internal.TimeLimits;
import dev.sallyport.key.ApiKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Renewal of keys by use: a use moves the expiry to the key's ttl from now. Keys with a fixed
 * expiry or without one are not renewed. A renewal never shortens the validity.
 *
 * @param maxTtl maximum time from creation to a renewed expiry; null for no limit
 * @param minInterval minimum extension: the expiry is moved only if it becomes later by more than
 *     this
 */
public record RenewalPolicy(@Nullable Duration maxTtl, Duration minInterval) {
  /** Returns the new expiry of a key used now; empty if it does not change. */
  public Optional<Instant> endAfterUseAt(Instant now, ApiKey key) {
    return key.isRenewedByUse()
        ? laterEnd(now, key.ttl(), key.createdAt(), key.expiresAt())
        : Optional.empty();
  }

  /**
   * Returns the new expiry after a use; empty if it does not change.
   *
   * @param ttl ttl by which a use renews the key; null if use does not renew it
   * @param expiresAt current expiry; null if there is none
   */
  public Optional<Instant> laterEnd(
      Instant now, @Nullable Duration ttl, Instant createdAt, @Nullable Instant expiresAt) {
    if (ttl == null || expiresAt == null) {
      return Optional.empty();
    }
    Instant end = TimeLimits.plus(now, ttl);
    Instant last = maxTtl == null ? end : TimeLimits.plus(createdAt, maxTtl);
    Instant later = (last.isBefore(end) ? last : end).truncatedTo(ChronoUnit.MICROS);
    return Duration.between(expiresAt, later).compareTo(minInterval) > 0
        ? Optional.of(later)
        : Optional.empty();
  }
}
