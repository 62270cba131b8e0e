package dev.sallyport.auth;

import dev.sallyport.auth.token.OutOfBoundsException;
import java.time.Duration;
import java.time.Instant;

/** How long a new key lives. */
public sealed interface Lifetime {
  /** This lifetime, of a key whose life begins at this instant: a length becomes an end. */
  default Lifetime startingAt(Instant now) {
    return this;
  }

  /** As long as {@code token-ttl} says; without it, for ever. */
  record ByDefault() implements Lifetime {}

  /**
   * So long from its making and, where keys are renewed by use, from each renewal.
   *
   * @param ttl a millisecond to a century
   */
  record For(Duration ttl) implements Lifetime {
    public For {
      Bounds.requireSome("a ttl", ttl);
    }
  }

  /**
   * So long from its making, to an end that no renewal moves. The clock of the manager decides when
   * that is, not the caller's.
   *
   * @param length a millisecond to a century
   */
  record Fixed(Duration length) implements Lifetime {
    public Fixed {
      Bounds.requireSome("a lifetime", length);
    }

    @Override
    public Lifetime startingAt(Instant now) {
      return new Until(Bounds.plus(now, length));
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
