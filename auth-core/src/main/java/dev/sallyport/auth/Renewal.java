package dev.sallyport.auth;

import dev.sallyport.auth.token.AuthToken;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives a key a later end when it is used: its own ttl from now on, as knox's {@code AUTO_REFRESH}
 * does with the ttl of all keys. A key with a fixed end, or without one, is left as it is, and no
 * end is ever moved forward.
 *
 * @param maxTtlOrNull the longest time from a key's making to an end that renewal gives it; null
 *     for no bound
 * @param minInterval an end is moved only if it becomes later by more than this
 */
public record Renewal(@Nullable Duration maxTtlOrNull, Duration minInterval) {
  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if one is negative or longer than a century
   */
  public Renewal {
    Bounds.require("a minimum refresh interval", minInterval);
    if (maxTtlOrNull != null) {
      Bounds.require("a maximum ttl", maxTtlOrNull);
    }
  }

  /** The key's later end; empty if it keeps the one it has. */
  public Optional<Instant> endAfterUseAt(Instant now, AuthToken key) {
    boolean isMoving = key.renewable() && !key.lineage().ending();
    if (!isMoving || key.ttl() == null || key.expiresAt() == null) {
      return Optional.empty();
    }
    Instant renewed = Bounds.plus(now, key.ttl());
    Instant cap = maxTtlOrNull == null ? renewed : Bounds.plus(key.createdAt(), maxTtlOrNull);
    Instant end = (renewed.isAfter(cap) ? cap : renewed).truncatedTo(ChronoUnit.MICROS);
    return Duration.between(key.expiresAt(), end).compareTo(minInterval) > 0
        ? Optional.of(end)
        : Optional.empty();
  }
}
