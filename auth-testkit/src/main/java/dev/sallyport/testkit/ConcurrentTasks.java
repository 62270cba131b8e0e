package dev.sallyport.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs the same work on many threads that start at the same moment. */
final class ConcurrentTasks {
  private ConcurrentTasks() {}

  /** The work of one thread. */
  interface Work<T> {
    T run(int number) throws Exception;
  }

  /**
   * Runs the work and returns the results in the order of the threads' numbers, from 0.
   *
   * @param threads the number of threads
   * @param work the work of each thread
   */
  static <T> List<T> call(int threads, Work<T> work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    CountDownLatch ready = new CountDownLatch(threads);
    try {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int number = i;
        futures.add(
            pool.submit(
                () -> {
                  ready.countDown();
                  ready.await();
                  return work.run(number);
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }
}
