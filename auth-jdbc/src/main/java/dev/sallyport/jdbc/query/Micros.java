package dev.sallyport.jdbc.query;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Instants in microseconds, the resolution of the databases. */
public final class Micros {
  private Micros() {}

  /** Rounds down; null for null. */
  static @Nullable Instant down(@Nullable Instant instant) {
    return instant == null ? null : of(instant);
  }

  /** Rounds up, so that everything before the instant stays before it; null for null. */
  static @Nullable Instant up(@Nullable Instant instant) {
    return instant == null ? null : end(instant);
  }

  /** Returns the instant rounded down. */
  public static Instant of(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS);
  }

  /** Returns the instant rounded up, so that everything before the instant stays before it. */
  public static Instant end(Instant instant) {
    Instant rounded = of(instant);
    return rounded.equals(instant) ? rounded : rounded.plus(1, ChronoUnit.MICROS);
  }
}
