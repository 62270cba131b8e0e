package dev.sallyport.redis;

import static org.awaitility.Awaitility.await;

import dev.sallyport.spi.Cluster;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Threads that continuously take requests of one key. */
final class Load implements AutoCloseable {
  static final int THREADS = 16;

  private final AtomicLong shared = new AtomicLong();
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final Takes takes;

  Load(Cluster cluster) {
    cluster.subscribe(change -> {});
    takes = Takes.from(cluster);
    for (int i = 0; i < THREADS; i++) {
      threads.execute(this::takeUntilShutdown);
    }
  }

  /** Returns how many requests were counted in the cluster. */
  long shared() {
    return shared.get();
  }

  void awaitShared(long more) {
    long before = shared();
    await().until(() -> shared() >= before + more);
  }

  void awaitAlone(long more) {
    long before = takes.alone();
    await().until(() -> takes.alone() >= before + more);
  }

  private void takeUntilShutdown() {
    while (!threads.isShutdown()) {
      if (takes.isShared()) {
        shared.incrementAndGet();
      }
    }
  }

  @Override
  public void close() {
    end();
  }

  /** Ends all threads and waits for them. */
  void end() {
    threads.shutdown();
    await().until(() -> threads.awaitTermination(1, TimeUnit.SECONDS));
  }
}
