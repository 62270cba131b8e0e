package dev.sallyport.management;

import dev.sallyport.internal.TimeLimits;
import dev.sallyport.key.InvalidValueException;
import java.time.Duration;
import java.time.Instant;

/** How long a new key lives. */
public sealed interface Lifetime {
  /** As long as {@code token-ttl} says; without it, for ever. */
  record ByDefault() implements Lifetime {}

  /**
   * So long from its making, by the clock of the manager that makes it.
   *
   * @param ttl a millisecond to a century
   * @param renewable whether use moves its end to so long from then, where keys are renewed by use
   */
  record For(Duration ttl, boolean renewable) implements Lifetime {
    public For {
      TimeLimits.requireSome("a ttl", ttl);
    }

    /** So long from its making and, where keys are renewed by use, from each renewal. */
    public For(Duration ttl) {
      this(ttl, true);
    }
  }

  /**
   * To a fixed instant, which no renewal moves.
   *
   * @param expiresAt last instant at which the key is valid, not beyond the year 9999
   */
  record Until(Instant expiresAt) implements Lifetime {
    public Until {
      if (expiresAt.isAfter(TimeLimits.LAST)) {
        throw new InvalidValueException("an end is not beyond the year 9999");
      }
    }
  }

  /** For ever, whatever {@code token-ttl} says. */
  record Endless() implements Lifetime {}
}
