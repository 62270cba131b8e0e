package dev.sallyport.benchmarks.load.keys;

import dev.sallyport.benchmarks.load.report.Percentiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;

/** Threads that each repeat a step as soon as the previous one has completed. */
public final class ClosedLoop {
  private ClosedLoop() {}

  /** One step, which returns false if it failed. */
  public interface Step {
    boolean take(RandomGenerator random);
  }

  /** Combined result of all threads. */
  public record Outcome(long successes, long failures, double seconds, Percentiles latencies) {}

  public static Outcome run(int threads, Duration duration, Step step) {
    long start = System.nanoTime();
    long end = start + duration.toNanos();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    List<Future<Outcome>> futures = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      futures.add(pool.submit(() -> runUntil(end, step)));
    }
    try {
      Percentiles latencies = new Percentiles();
      long successes = 0;
      long failures = 0;
      for (Future<Outcome> future : futures) {
        Outcome outcome = future.get();
        latencies.add(outcome.latencies());
        successes += outcome.successes();
        failures += outcome.failures();
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      return new Outcome(successes, failures, seconds, latencies);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      pool.shutdownNow();
    }
  }

  private static Outcome runUntil(long end, Step step) {
    Percentiles latencies = new Percentiles();
    SplittableRandom random = new SplittableRandom();
    long successes = 0;
    long failures = 0;
    long start = System.nanoTime();
    while (start - end < 0) {
      if (step.take(random)) {
        successes++;
      } else {
        failures++;
      }
      long now = System.nanoTime();
      latencies.record(now - start);
      start = now;
    }
    return new Outcome(successes, failures, 0, latencies);
  }
}
