package dev.sallyport.management;

import dev.sallyport.internal.TimeLimits;
import dev.sallyport.key.ApiKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives a key a later end when it is used: its own ttl from now on. A key with a fixed end, or
 * without one, is left as it is, and no end is ever moved forward.
 *
 * @param maxTtlOrNull the longest time from a key's making to an end that renewal gives it; null
 *     for no bound
 * @param minInterval an end is moved only if it becomes later by more than this
 */
public record RenewalPolicy(@Nullable Duration maxTtlOrNull, Duration minInterval) {
  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if one is negative or longer than a century
   */
  public RenewalPolicy {
    TimeLimits.require("a minimum refresh interval", minInterval);
    if (maxTtlOrNull != null) {
      TimeLimits.require("a maximum ttl", maxTtlOrNull);
    }
  }

  /** The key's later end; empty if it keeps the one it has. */
  public Optional<Instant> endAfterUseAt(Instant now, ApiKey key) {
    return key.isRenewedByUse()
        ? laterEnd(now, key.ttl(), key.createdAt(), key.expiresAt())
        : Optional.empty();
  }

  /**
   * Returns the later end that a use gives a key; empty if it keeps the one that it has.
   *
   * @param ttl by which use renews the key; null if use does not renew it
   * @param expiresAt the end that it has; null if it has none
   */
  public Optional<Instant> laterEnd(
      Instant now, @Nullable Duration ttl, Instant createdAt, @Nullable Instant expiresAt) {
    if (ttl == null || expiresAt == null) {
      return Optional.empty();
    }
    Instant end = TimeLimits.plus(now, ttl);
    Instant last = maxTtlOrNull == null ? end : TimeLimits.plus(createdAt, maxTtlOrNull);
    Instant later = (last.isBefore(end) ? last : end).truncatedTo(ChronoUnit.MICROS);
    return Duration.between(expiresAt, later).compareTo(minInterval) > 0
        ? Optional.of(later)
        : Optional.empty();
  }
}
