package dev.sallyport.management;

import dev.sallyport.internal.TimeLimits;
import dev.sallyport.key.ApiKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How old keys may become, whatever their end is.
 *
 * @param age the greatest age; a key of just this age is not too old yet
 * @param policy what becomes of a request with an older key
 */
public record MaxLifetime(Duration age, Policy policy) {
  /** What becomes of a request with a key that is too old. */
  public enum Policy {
    /** It is let in, with a warning in the log and an event, once per key and day. */
    WARN,
    /** It is refused. */
    DENY
  }

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if the age is negative or longer than a century
   */
  public MaxLifetime {
    TimeLimits.require("a maximum age", age);
  }

  /** Whether the key is older than it may be. */
  public boolean isExceededAt(Instant now, ApiKey key) {
    return isExceededAt(now, key.createdAt());
  }

  public boolean isExceededAt(Instant now, Instant createdAt) {
    return createdAt.isBefore(now.minus(age));
  }

  /** Returns whether keys older than this are denied, and not only warned of. */
  public boolean isEnforced() {
    return policy == Policy.DENY;
  }

  /** Returns whether the key is denied because of its age. */
  public boolean isDeniedAt(Instant now, ApiKey key) {
    return isEnforced() && isExceededAt(now, key);
  }

  /**
   * Returns the last instant at which a key is not denied because of its age; none if it never is.
   */
  public static Optional<Instant> endOf(@Nullable MaxLifetime limit, Instant createdAt) {
    return limit != null && limit.isEnforced()
        ? Optional.of(TimeLimits.plus(createdAt, limit.age))
        : Optional.empty();
  }
}
