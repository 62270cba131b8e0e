package dev.sallyport.internal.limit;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import java.time.Duration;

/** Buckets of tokens, which count in this JVM. */
final class Buckets {
  private Buckets() {}

  /** Returns a full bucket that refills steadily within the window. */
  static Bucket of(long capacity, Duration window, ClockMeter time) {
    Bandwidth limit = Bandwidth.builder().capacity(capacity).refillGreedy(capacity, window).build();
    return Bucket.builder().withCustomTimePrecision(time).addLimit(limit).build();
  }
}
