package dev.sallyport.auth;

import java.time.Instant;

/**
 * A count of requests and the hour in which they came, in one long, so that it can be counted up by
 * adding one. Hours are counted from 1970.
 */
final class HourCount {
  private static final long MICROS = 3_600_000_000L;
  private static final long SECONDS = 3600;
  private static final long REQUESTS = 0xFFFF_FFFFL;

  private HourCount() {}

  /** The hour of an instant in {@link Micros}. */
  static long hourOf(long micros) {
    return Math.floorDiv(micros, MICROS);
  }

  static Instant startOf(long hour) {
    return Instant.ofEpochSecond(hour * SECONDS);
  }

  /** The first request of an hour. */
  static long first(long hour) {
    return (hour << 32) | 1;
  }

  /** The same hour without a request. */
  static long none(long count) {
    return count & ~REQUESTS;
  }

  static long hour(long count) {
    return count >> 32;
  }

  static long requests(long count) {
    return count & REQUESTS;
  }
}
