package dev.sallyport.auth;

import dev.sallyport.auth.token.OutOfBoundsException;
import java.time.Duration;
import java.time.Instant;

/** How long a new key lives. */
public sealed interface Lifetime {
  /** As long as {@code token-ttl} says; without it, for ever. */
  record ByDefault() implements Lifetime {}

  /**
   * So long from its making and, where keys are renewed by use, from each renewal.
   *
   * @param ttl not negative, at most a century; zero is over right after the instant of its making
   */
  record For(Duration ttl) implements Lifetime {
    public For {
      Bounds.require("a ttl", ttl);
    }
  }

  /**
   * To a fixed instant, which no renewal moves.
   *
   * @param expiresAt last instant at which the key is valid, not beyond the year 9999
   */
  record Until(Instant expiresAt) implements Lifetime {
    public Until {
      if (expiresAt.isAfter(Bounds.LAST)) {
        throw new OutOfBoundsException("an end is not beyond the year 9999");
      }
    }
  }

  /** For ever, whatever {@code token-ttl} says. */
  record Endless() implements Lifetime {}
}
