package dev.sallyport.internal.limit;

import io.github.bucket4j.TimeMeter;
import java.time.Clock;

/**
 * Adapter from the clock of a Sallyport instance to buckets. Never goes back: buckets would not be
 * refilled for as long as the clock was wrong.
 */
final class ClockMeter implements TimeMeter {
  private final Clock clock;
  private long last = Long.MIN_VALUE;
  private long setBack;

  ClockMeter(Clock clock) {
    this.clock = clock;
  }

  @Override
  public synchronized long currentTimeNanos() {
    long now = clock.millis() * 1_000_000 + setBack;
    if (now < last) {
      setBack += last - now;
    }
    last = Math.max(now, last);
    return last;
  }

  @Override
  public boolean isWallClockBased() {
    return true;
  }
}
