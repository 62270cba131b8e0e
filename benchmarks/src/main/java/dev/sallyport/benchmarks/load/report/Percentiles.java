package dev.sallyport.benchmarks.load.report;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/** Latencies recorded by one thread, with three significant digits. Not thread-safe. */
public final class Percentiles {
  private final Histogram nanos = new Histogram(3);

  public Percentiles() {
    nanos.setAutoResize(true);
  }

  public void record(long latencyNanos) {
    nanos.recordValue(Math.max(0, latencyNanos));
  }

  public void add(Percentiles other) {
    nanos.add(other.nanos);
  }

  public long count() {
    return nanos.getTotalCount();
  }

  public double micros(double percentile) {
    return nanos.getTotalCount() == 0 ? Double.NaN : nanos.getValueAtPercentile(percentile) / 1e3;
  }

  public double maxMicros() {
    return nanos.getMaxValue() / 1e3;
  }

  /** Returns how many latencies were longer. */
  public long countAbove(Duration latency) {
    return nanos.getTotalCount() - nanos.getCountBetweenValues(0, latency.toNanos());
  }
}
