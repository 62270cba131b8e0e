package dev.sallyport.auth;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Instants as microseconds since 1970, which is what databases keep and what fits a long. */
final class Micros {
  private static final long PER_SECOND = 1_000_000;
  private static final int NANOS = 1000;

  /** Beyond it, nothing is told apart. */
  private static final long MOST_SECONDS = Bounds.LAST.getEpochSecond() + 1;

  private Micros() {}

  /** The last microsecond that is not after it. */
  static long floor(Instant instant) {
    long seconds = instant.getEpochSecond();
    int nanos = instant.getNano();
    return bounded(seconds) * PER_SECOND + nanos / NANOS;
  }

  /** The first microsecond that is not before it, so that what is after another stays so. */
  static long ceiling(Instant instant) {
    long seconds = instant.getEpochSecond();
    int nanos = instant.getNano();
    return bounded(seconds) * PER_SECOND + (nanos + NANOS - 1) / NANOS;
  }

  /** Of a duration that is not negative; {@link Long#MAX_VALUE} if it is too long. */
  static long of(Duration duration) {
    return duration.toSeconds() > MOST_SECONDS
        ? Long.MAX_VALUE
        : TimeUnit.NANOSECONDS.toMicros(duration.toNanos());
  }

  static Instant toInstant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, PER_SECOND), Math.floorMod(micros, PER_SECOND) * NANOS);
  }

  private static long bounded(long seconds) {
    return Math.max(-MOST_SECONDS, Math.min(seconds, MOST_SECONDS));
  }
}
