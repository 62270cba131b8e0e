package dev.sallyport.internal;

import dev.sallyport.key.InvalidValueException;
import java.time.Duration;
import java.time.Instant;

/** Limits of instants and durations, which prevent overflows in arithmetic and databases. */
public final class TimeLimits {
  /** First instant that every database supports. */
  public static final Instant FIRST = Instant.parse("1000-01-01T00:00:00Z");

  /** Last instant that every database and parser supports. */
  public static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

  /** A century. */
  public static final Duration LONGEST = Duration.ofDays(36_525);

  /** Precision of a ttl. */
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private TimeLimits() {}

  /**
   * Returns the duration if it is not negative and at most a century.
   *
   * @throws InvalidValueException otherwise
   */
  public static Duration require(String what, Duration duration) {
    if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
      throw new InvalidValueException(what + " must not be negative and must be at most a century");
    }
    return duration;
  }

  /**
   * Returns the duration if it is at least a millisecond and at most a century.
   *
   * @throws InvalidValueException otherwise
   */
  public static Duration requireSome(String what, Duration duration) {
    if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
      throw new InvalidValueException(what + " must be longer than 0 and at most a century");
    }
    return duration;
  }

  /** Returns the sum, at most {@link #LAST}. */
  public static Instant plus(Instant instant, Duration duration) {
    Instant sum = instant.plus(duration);
    return sum.isAfter(LAST) ? LAST : sum;
  }
}
