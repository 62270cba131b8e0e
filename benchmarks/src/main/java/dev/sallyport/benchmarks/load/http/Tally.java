package dev.sallyport.benchmarks.load.http;

import static java.util.stream.Collectors.joining;

import dev.sallyport.benchmarks.load.http.HttpLoad.Outcome;
import dev.sallyport.benchmarks.load.http.HttpLoad.Outcomes;
import dev.sallyport.benchmarks.load.report.Percentiles;
import java.util.Map;
import java.util.TreeMap;

/** Latencies and statuses of requests. Not thread-safe. */
public final class Tally {
  private final Percentiles latencies = new Percentiles();
  private final Map<Integer, Long> statuses = new TreeMap<>();
  private long withoutRetryAfter;

  public void count(Outcome outcome) {
    latencies.record(outcome.latencyNanos());
    statuses.merge(outcome.status(), 1L, Long::sum);
    if (outcome.status() == 503 && !outcome.hasRetryAfter()) {
      withoutRetryAfter++;
    }
  }

  /**
   * Returns a consumer that counts requests due from an instant of {@link System#nanoTime} on and
   * ignores earlier ones.
   */
  public Outcomes dueFrom(long nanos) {
    return outcome -> {
      if (outcome.dueNanos() - nanos >= 0) {
        count(outcome);
      }
    };
  }

  public Percentiles latencies() {
    return latencies;
  }

  public long of(int status) {
    return statuses.getOrDefault(status, 0L);
  }

  /** Returns the number of 503 responses without {@code Retry-After}. */
  public long busyWithoutRetryAfter() {
    return withoutRetryAfter;
  }

  /** Returns a text such as {@code 200:1999 503:1}, where 0 means no response. */
  public String statuses() {
    return statuses.entrySet().stream()
        .map(entry -> entry.getKey() + ":" + entry.getValue())
        .collect(joining(" "));
  }
}
