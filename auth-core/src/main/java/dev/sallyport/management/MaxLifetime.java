package dev.sallyport.management;

import dev.sallyport.internal.TimeLimits;
import dev.sallyport.key.ApiKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Maximum age of keys, independent of their expiry.
 *
 * <pre>{@code
 * builder.maxLifetime(new MaxLifetime(Duration.ofDays(365), MaxLifetime.Policy.DENY));
 * }</pre>
 *
 * @param age maximum age, inclusive
 * @param policy policy for requests by older keys
 * @since 0.1.0
 */
public record MaxLifetime(Duration age, Policy policy) {
  /** Policy for requests by older keys. */
  public enum Policy {
    /** Allows the request, with a warning in the log and an event, once per key and day. */
    WARN,
    /** Denies the request. */
    DENY
  }

  /**
   * Validates the components.
   *
   * @throws IllegalArgumentException if the age is negative or longer than a century
   */
  public MaxLifetime {
    TimeLimits.require("the maximum age", age);
  }

  /** Returns whether a key with this time of creation exceeds the maximum age. */
  public boolean isExceededAt(Instant now, Instant createdAt) {
    return createdAt.isBefore(now.minus(age));
  }

  /** Returns whether older keys are denied, rather than only reported. */
  public boolean isEnforced() {
    return policy == Policy.DENY;
  }

  /** Returns whether the key is denied because of its age. */
  public boolean isDeniedAt(Instant now, ApiKey key) {
    return isEnforced() && isExceededAt(now, key.createdAt());
  }

  /**
   * Returns the last instant at which a key is not denied because of its age; empty if there is
   * none.
   */
  public static Optional<Instant> endOf(@Nullable MaxLifetime limit, Instant createdAt) {
    return limit != null && limit.isEnforced()
        ? Optional.of(TimeLimits.plus(createdAt, limit.age))
        : Optional.empty();
  }
}
