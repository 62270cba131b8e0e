package dev.sallyport.internal;

import dev.sallyport.key.InvalidValueException;
import java.time.Duration;
import java.time.Instant;

/** How far times may go, so that no arithmetic with them overflows, nor a database. */
public final class TimeLimits {
  /** The last instant that every database and every parser knows. */
  public static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

  /** A century. */
  public static final Duration LONGEST = Duration.ofDays(36_525);

  /** What keys keep of a ttl. */
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private TimeLimits() {}

  /** The duration itself, if it is not negative and not longer than a century. */
  public static Duration require(String what, Duration duration) {
    if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
      throw new InvalidValueException(what + " is not negative and at most a century");
    }
    return duration;
  }

  /** The duration itself, if it is a millisecond or longer and not longer than a century. */
  public static Duration requireSome(String what, Duration duration) {
    if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
      throw new InvalidValueException(what + " is longer than 0 and at most a century");
    }
    return duration;
  }

  /** The sum, but no later than {@link #LAST}. */
  public static Instant plus(Instant instant, Duration duration) {
    Instant sum = instant.plus(duration);
    return sum.isAfter(LAST) ? LAST : sum;
  }
}
