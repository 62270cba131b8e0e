package dev.sallyport.benchmarks.load;

import static java.util.stream.Collectors.joining;

import dev.sallyport.benchmarks.load.HttpLoad.Outcome;
import dev.sallyport.benchmarks.load.HttpLoad.Outcomes;
import java.util.Map;
import java.util.TreeMap;

/** Latencies and statuses of some requests. Not thread-safe. */
final class Tally {
  private final Percentiles latencies = new Percentiles();
  private final Map<Integer, Long> statuses = new TreeMap<>();
  private long without;

  void count(Outcome outcome) {
    latencies.record(outcome.latencyNanos());
    statuses.merge(outcome.status(), 1L, Long::sum);
    if (outcome.status() == 503 && !outcome.hasRetryAfter()) {
      without++;
    }
  }

  /** Counts what was due from some {@link System#nanoTime} on, and leaves out what was before. */
  Outcomes dueFrom(long nanos) {
    return outcome -> {
      if (outcome.dueNanos() - nanos >= 0) {
        count(outcome);
      }
    };
  }

  Percentiles latencies() {
    return latencies;
  }

  long of(int status) {
    return statuses.getOrDefault(status, 0L);
  }

  /** Answers of 503 that did not say when to come again. */
  long busyWithoutRetryAfter() {
    return without;
  }

  /** Such as {@code 200:1999 503:1}; 0 is no answer. */
  String statuses() {
    return statuses.entrySet().stream()
        .map(entry -> entry.getKey() + ":" + entry.getValue())
        .collect(joining(" "));
  }
}
