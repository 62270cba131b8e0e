package dev.sallyport.benchmarks.load;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/** Latencies recorded by one thread, with three significant digits. Not thread-safe. */
final class Percentiles {
  private final Histogram nanos = new Histogram(3);

  Percentiles() {
    nanos.setAutoResize(true);
  }

  void record(long latencyNanos) {
    nanos.recordValue(Math.max(0, latencyNanos));
  }

  void add(Percentiles other) {
    nanos.add(other.nanos);
  }

  long count() {
    return nanos.getTotalCount();
  }

  double micros(double percentile) {
    return nanos.getTotalCount() == 0 ? Double.NaN : nanos.getValueAtPercentile(percentile) / 1e3;
  }

  double maxMicros() {
    return nanos.getMaxValue() / 1e3;
  }

  /** Returns how many latencies were longer. */
  long countAbove(Duration latency) {
    return nanos.getTotalCount() - nanos.getCountBetweenValues(0, latency.toNanos());
  }
}
