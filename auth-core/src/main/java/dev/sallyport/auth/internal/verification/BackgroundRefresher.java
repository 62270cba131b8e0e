package dev.sallyport.auth.internal.verification;

import dev.sallyport.auth.internal.verification.BatchingKeyLoader.LoadedKey;
import dev.sallyport.auth.spi.StoreException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads keys in use again before they are stale, many together, so that requests need not wait. A
 * request whose key is due asks for it and goes on; what is not loaded in time, requests load.
 */
final class BackgroundRefresher implements AutoCloseable {
  private static final Duration MAX_DELAY = Duration.ofMillis(50);
  private static final int DELAYS_PER_STALENESS = 20;
  private static final int MAX_DUE = 100_000;
  private static final Logger log = LoggerFactory.getLogger(BackgroundRefresher.class);

  private final BatchingKeyLoader loader;
  private final BiConsumer<TokenFingerprint, LoadedKey> handler;
  private final long delayMillis;
  private final Map<String, TokenFingerprint> due = new ConcurrentHashMap<>();
  private final AtomicBoolean isScheduled = new AtomicBoolean();
  private final ScheduledExecutorService timer; // has no thread until it is needed

  /**
   * Creates one that does nothing where keys are stale so soon that there is no time for it.
   *
   * @param handler of each key that was loaded
   */
  BackgroundRefresher(
      BatchingKeyLoader loader,
      Duration maxStaleness,
      BiConsumer<TokenFingerprint, LoadedKey> handler) {
    this.loader = loader;
    this.handler = handler;
    long share = maxStaleness.dividedBy(DELAYS_PER_STALENESS).toMillis();
    this.delayMillis = Math.min(share, MAX_DELAY.toMillis());
    this.timer = Executors.newSingleThreadScheduledExecutor(BackgroundRefresher::daemon);
  }

  /** Asks for a key to be loaded again soon. */
  void refresh(String lookup, TokenFingerprint token) {
    if (delayMillis > 0 && due.size() < MAX_DUE && due.putIfAbsent(lookup, token) == null) {
      schedule();
    }
  }

  private void schedule() {
    if (isScheduled.compareAndSet(false, true)) {
      try {
        var unused = timer.schedule(this::loadDue, delayMillis, TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException e) {
        log.debug("Refreshes nothing any more: it is closed", e);
      }
    }
  }

  private void loadDue() {
    try {
      CompletableFuture<?>[] batch =
          due.entrySet().stream()
              .limit(BatchingKeyLoader.MAX_BATCH)
              .map(it -> load(it.getKey(), it.getValue()))
              .toArray(CompletableFuture[]::new);
      // one batch at a time: requests go first
      var unused = CompletableFuture.allOf(batch).whenComplete((all, failure) -> loadRest());
    } catch (StoreException e) {
      log.debug("Could not refresh keys", e);
      due.clear(); // requests will find out themselves
      isScheduled.set(false);
    }
  }

  private CompletableFuture<Void> load(String lookup, TokenFingerprint token) {
    return loader
        .enqueue(lookup)
        .thenAccept(loaded -> handler.accept(token, loaded))
        .whenComplete((done, failure) -> due.remove(lookup)); // what fails, requests load
  }

  private void loadRest() {
    isScheduled.set(false);
    if (!due.isEmpty()) {
      schedule();
    }
  }

  /** Stops the timer; what is being loaded is loaded to its end. */
  @Override
  public void close() {
    timer.shutdownNow();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(null, work, "sallyport-refresh", 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(BackgroundRefresher.class.getClassLoader()); // no request's
    return thread;
  }
}
