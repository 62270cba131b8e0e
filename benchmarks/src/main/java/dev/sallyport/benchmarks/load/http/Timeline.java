package dev.sallyport.benchmarks.load.http;

import dev.sallyport.benchmarks.load.http.HttpLoad.Outcome;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Results of requests by the second in which they were due. Written by one thread and read after it
 * has ended.
 */
public final class Timeline {
  private final long startNanos;
  private final ConcurrentSkipListMap<Integer, Tally> seconds = new ConcurrentSkipListMap<>();
  private final ConcurrentSkipListSet<Long> successes = new ConcurrentSkipListSet<>();

  public Timeline(long startNanos) {
    this.startNanos = startNanos;
  }

  public void count(Outcome outcome) {
    int second = (int) ((outcome.dueNanos() - startNanos) / 1_000_000_000L);
    seconds.computeIfAbsent(second, it -> new Tally()).count(outcome);
    if (outcome.status() == 200) {
      successes.add(outcome.doneNanos());
    }
  }

  public Tally at(int second) {
    return seconds.getOrDefault(second, new Tally());
  }

  /**
   * Returns when the first request succeeded that was answered after an instant; empty if there is
   * none.
   */
  public Optional<Long> firstSuccessAfter(long nanos) {
    return Optional.ofNullable(successes.higher(nanos));
  }
}
