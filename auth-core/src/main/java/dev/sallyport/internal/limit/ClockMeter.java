package dev.sallyport.internal.limit;

import io.github.bucket4j.TimeMeter;
import java.time.Clock;

/** Adapter from the clock of a Sallyport instance to buckets. */
record ClockMeter(Clock clock) implements TimeMeter {
  @Override
  public long currentTimeNanos() {
    return clock.millis() * 1_000_000;
  }

  @Override
  public boolean isWallClockBased() {
    return true;
  }
}
