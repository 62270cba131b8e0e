package dev.sallyport.management;

import dev.sallyport.internal.TimeLimits;
import dev.sallyport.key.InvalidValueException;
import java.time.Duration;
import java.time.Instant;

/**
 * Lifetime of a new key.
 *
 * <pre>{@code
 * Lifetime ninetyDays = new Lifetime.For(Duration.ofDays(90));
 * }</pre>
 *
 * @since 0.1.0
 */
public sealed interface Lifetime {
  /** Lifetime set by {@code token-ttl}; unlimited if that is not set. */
  record ByDefault() implements Lifetime {}

  /**
   * Period from the creation, by the clock of the manager.
   *
   * @param ttl period, a millisecond to a century
   * @param renewable whether use moves the expiry to {@code ttl} after the use, if renewal by use
   *     is enabled
   */
  record For(Duration ttl, boolean renewable) implements Lifetime {
    public For {
      TimeLimits.requireSome("the ttl", ttl);
    }

    /** Creates a renewable lifetime. */
    public For(Duration ttl) {
      this(ttl, true);
    }
  }

  /**
   * Fixed expiry, which no renewal moves.
   *
   * @param expiresAt last instant at which the key is valid, not beyond the year 9999
   */
  record Until(Instant expiresAt) implements Lifetime {
    public Until {
      if (expiresAt.isAfter(TimeLimits.LAST)) {
        throw new InvalidValueException("the expiry must not be beyond the year 9999");
      }
    }
  }

  /** Unlimited lifetime, whatever {@code token-ttl} is. */
  record Endless() implements Lifetime {}
}
