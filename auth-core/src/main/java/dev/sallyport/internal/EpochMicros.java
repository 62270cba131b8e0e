package dev.sallyport.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Instants as microseconds since 1970, the precision of databases, without allocation. */
public final class EpochMicros {
  private static final long PER_SECOND = 1_000_000;
  private static final int NANOS = 1000;

  /** Instants beyond this limit are clamped. */
  private static final long MAX_SECONDS = TimeLimits.LAST.getEpochSecond() + 1;

  private EpochMicros() {}

  /** Returns the last microsecond that is not after an instant. */
  public static long of(Instant instant) {
    long seconds = Math.max(-MAX_SECONDS, Math.min(instant.getEpochSecond(), MAX_SECONDS));
    return seconds * PER_SECOND + instant.getNano() / NANOS;
  }

  /** Returns a non-negative duration in microseconds; {@link Long#MAX_VALUE} if it is too long. */
  public static long of(Duration duration) {
    return duration.toSeconds() > MAX_SECONDS
        ? Long.MAX_VALUE
        : TimeUnit.NANOSECONDS.toMicros(duration.toNanos());
  }

  /** Returns the instant of a number of microseconds. */
  public static Instant toInstant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, PER_SECOND), Math.floorMod(micros, PER_SECOND) * NANOS);
  }
}
