package dev.sallyport.benchmarks.load.keys;

import dev.sallyport.benchmarks.load.keys.ClosedLoop.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * Threads that repeat a step at a fixed rate, independently of results. Each step is due at an
 * instant, and its latency counts from then on, even while its thread is still executing the
 * previous one.
 */
public final class OpenLoop {
  private OpenLoop() {}

  /**
   * Runs the loop for a duration.
   *
   * @param threads the number of threads
   * @param perSecond the rate of all threads together
   * @param duration how long to run
   * @param step the step
   * @param latencies receives the nanoseconds of each step since it was due; thread-safe
   */
  public static void run(
      int threads, double perSecond, Duration duration, Step step, LongConsumer latencies) {
    long start = System.nanoTime();
    long end = start + duration.toNanos();
    double nanosApart = threads * 1e9 / perSecond;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<CompletableFuture<Void>> runs = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        double first = start + nanosApart * thread / threads;
        runs.add(
            CompletableFuture.runAsync(
                () -> runUntil(end, first, nanosApart, step, latencies), pool));
      }
      runs.forEach(CompletableFuture::join);
    } finally {
      pool.shutdownNow();
    }
  }

  private static void runUntil(
      long end, double first, double nanosApart, Step step, LongConsumer latencies) {
    SplittableRandom random = new SplittableRandom();
    long due = (long) first;
    for (long times = 1; due - end < 0; times++) {
      for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
        LockSupport.parkNanos(early);
      }
      boolean unused = step.take(random);
      latencies.accept(System.nanoTime() - due);
      due = (long) (first + times * nanosApart);
    }
  }
}
