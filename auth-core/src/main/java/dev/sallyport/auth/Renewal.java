package dev.sallyport.auth;

import dev.sallyport.auth.token.AuthToken;
import java.time.Duration;
import java.time.Instant;
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
  private static final long LAST = Micros.floor(Bounds.LAST);

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

  /** Whether any use moves the end of this key. */
  static boolean moves(AuthToken key) {
    return key.renewable()
        && !key.lineage().ending()
        && key.ttl() != null
        && key.expiresAt() != null;
  }

  /** The key's later end; empty if it keeps the one it has. */
  public Optional<Instant> endAfterUseAt(Instant now, AuthToken key) {
    if (!moves(key) || key.ttl() == null || key.expiresAt() == null) {
      return Optional.empty();
    }
    long end = end(Micros.floor(now), key.ttl(), Micros.floor(key.createdAt()));
    return isWorthIt(Micros.floor(key.expiresAt()), end)
        ? Optional.of(Micros.toInstant(end))
        : Optional.empty();
  }

  /** Whether the key would get a later end now. In {@link Micros}: every request asks. */
  boolean isDueAt(long now, KeyState key) {
    Duration ttl = key.traits().renewableBy();
    return ttl != null && isWorthIt(key.expiresAt(), end(now, ttl, key.createdAt()));
  }

  private long end(long now, Duration ttl, long createdAt) {
    long renewed = Math.min(now + Micros.of(ttl), LAST);
    return maxTtlOrNull == null ? renewed : Math.min(renewed, createdAt + Micros.of(maxTtlOrNull));
  }

  private boolean isWorthIt(long before, long end) {
    return end - before > Micros.of(minInterval);
  }
}
