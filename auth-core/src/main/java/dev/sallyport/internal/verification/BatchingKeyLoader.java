package dev.sallyport.internal.verification;

import dev.sallyport.internal.EpochMicros;
import dev.sallyport.internal.store.StoreExecutor;
import dev.sallyport.key.KeyWithOwnerStatus;
import dev.sallyport.spi.KeyLookup;
import dev.sallyport.spi.StoreException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Loader of keys in batches. A few loads are in flight at once; keys requested meanwhile wait and
 * are loaded together, each once. A request never uses a load that began before it, because that
 * could miss a change in between. Thread-safe.
 */
final class BatchingKeyLoader {
  static final int MAX_BATCH = 500;
  private static final int MAX_IN_FLIGHT = 2;
  private static final int MAX_WAITING = 10_000;

  private final KeyLookup store;
  private final StoreExecutor executor;
  private final InvalidationVersions versions;
  private final Clock clock;
  private final Map<String, CompletableFuture<LoadedKey>> waiting = new LinkedHashMap<>();
  private final List<Long> inFlight = new ArrayList<>(); // start times

  BatchingKeyLoader(
      KeyLookup store, StoreExecutor executor, InvalidationVersions versions, Clock clock) {
    this.store = store;
    this.executor = executor;
    this.versions = versions;
    this.clock = clock;
  }

  /**
   * Result of a load.
   *
   * @param stored the stored key; null if there is none
   * @param loadedAt {@link EpochMicros} before the load
   * @param version version of {@link InvalidationVersions#beginLoad()}
   */
  record LoadedKey(@Nullable KeyWithOwnerStatus stored, long loadedAt, long version) {}

  /**
   * Loads a key and waits for it.
   *
   * @throws StoreException if the store is unavailable or did not answer in time, or too many keys
   *     are waiting
   */
  LoadedKey load(String lookup) {
    return executor.await(enqueue(lookup).copy()); // a copy: a timeout cancels only this wait
  }

  /**
   * Enqueues a load of a key.
   *
   * @throws StoreException if the circuit breaker is open, or too many keys are waiting
   */
  synchronized CompletableFuture<LoadedKey> enqueue(String lookup) {
    executor.requireClosedBreaker();
    if (waiting.size() >= MAX_WAITING) {
      throw new StoreException("Too many keys are waiting to be loaded.");
    }
    CompletableFuture<LoadedKey> load =
        waiting.computeIfAbsent(lookup, any -> new CompletableFuture<>());
    startLoad();
    return load;
  }

  /** Starts a load of the waiting keys, unless loads in flight will do so. */
  private void startLoad() {
    long answering = inFlight.stream().filter(begun -> !executor.isTimedOut(begun)).count();
    if (waiting.isEmpty()
        || answering >= MAX_IN_FLIGHT
        || inFlight.size() >= StoreExecutor.THREADS - 1) { // the others hang: keep one for trials
      return;
    }
    long begun = System.nanoTime();
    try {
      executor.submit(() -> loadWaiting(begun));
      inFlight.add(begun);
    } catch (StoreException e) {
      waiting.values().forEach(load -> load.completeExceptionally(e));
      waiting.clear();
    }
  }

  private void loadWaiting(long begun) {
    try {
      load(takeBatch());
    } finally {
      finishLoad(begun);
    }
  }

  private synchronized void finishLoad(Long begun) {
    inFlight.remove(begun);
    startLoad();
  }

  private synchronized Map<String, CompletableFuture<LoadedKey>> takeBatch() {
    Map<String, CompletableFuture<LoadedKey>> batch = new HashMap<>();
    Iterator<Map.Entry<String, CompletableFuture<LoadedKey>>> first = waiting.entrySet().iterator();
    while (first.hasNext() && batch.size() < MAX_BATCH) {
      Map.Entry<String, CompletableFuture<LoadedKey>> next = first.next();
      batch.put(next.getKey(), next.getValue());
      first.remove();
    }
    return batch;
  }

  private void load(Map<String, CompletableFuture<LoadedKey>> batch) {
    long begun = System.nanoTime();
    try {
      loadTogether(batch);
    } catch (RuntimeException | Error e) { // waiting requests must fail
      if (batch.size() > 1) {
        loadOneByOne(batch, begun);
      }
      fail(batch, e);
    }
  }

  /**
   * Loads keys one by one, so that one unreadable row does not affect the others. Stops at the
   * timeout.
   */
  private void loadOneByOne(Map<String, CompletableFuture<LoadedKey>> batch, long begun) {
    for (Map.Entry<String, CompletableFuture<LoadedKey>> load : batch.entrySet()) {
      if (executor.isTimedOut(begun)) {
        return;
      }
      Map<String, CompletableFuture<LoadedKey>> one = Map.of(load.getKey(), load.getValue());
      try {
        loadTogether(one);
      } catch (RuntimeException | Error e) {
        fail(one, e);
      }
    }
  }

  private static void fail(Map<String, CompletableFuture<LoadedKey>> batch, Throwable e) {
    StoreException failure =
        e instanceof StoreException it ? it : new StoreException("The store failed.", e);
    batch.values().forEach(load -> load.completeExceptionally(failure));
  }

  private void loadTogether(Map<String, CompletableFuture<LoadedKey>> batch) {
    long now = EpochMicros.of(clock.instant());
    long version = versions.beginLoad();
    for (KeyWithOwnerStatus stored : find(List.copyOf(batch.keySet()))) {
      CompletableFuture<LoadedKey> load = batch.get(stored.key().lookup());
      if (load != null) {
        load.complete(new LoadedKey(stored, now, version));
      }
    }
    LoadedKey none = new LoadedKey(null, now, version);
    batch.values().forEach(load -> load.complete(none)); // the keys that do not exist
  }

  private List<KeyWithOwnerStatus> find(List<String> lookups) {
    if (lookups.isEmpty()) {
      return List.of();
    }
    return lookups.size() == 1
        ? store.findByLookup(lookups.get(0)).stream().toList()
        : store.findByLookups(lookups);
  }
}
