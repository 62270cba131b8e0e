package dev.sallyport.internal.verification;

import dev.sallyport.internal.EpochMicros;
import dev.sallyport.internal.store.StoreExecutor;
import dev.sallyport.spi.ApiKeyStore;
import dev.sallyport.spi.KeyWithOwnerStatus;
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
 * Loads keys. A few loads are in flight at once; what is wanted meanwhile waits and is loaded
 * together, a key that many want once: but never by a load that had begun before the key was
 * wanted, which would miss what was changed in between. Thread-safe.
 */
final class BatchingKeyLoader {
  static final int MAX_BATCH = 500;
  private static final int MAX_IN_FLIGHT = 2;
  private static final int MAX_WAITING = 10_000;

  private final ApiKeyStore store;
  private final StoreExecutor executor;
  private final InvalidationVersions versions;
  private final Clock clock;
  private final Map<String, CompletableFuture<LoadedKey>> waiting = new LinkedHashMap<>();
  private final List<Long> inFlight = new ArrayList<>(); // when they began

  BatchingKeyLoader(
      ApiKeyStore store, StoreExecutor executor, InvalidationVersions versions, Clock clock) {
    this.store = store;
    this.executor = executor;
    this.versions = versions;
    this.clock = clock;
  }

  /**
   * What the store has.
   *
   * @param storedOrNull null if there is no such key
   * @param loadedAt {@link EpochMicros} before the load
   * @param version of {@link InvalidationVersions#beginLoad()}
   */
  record LoadedKey(@Nullable KeyWithOwnerStatus storedOrNull, long loadedAt, long version) {}

  /**
   * Loads one key, and waits for it.
   *
   * @throws StoreException if the store could not be asked or did not answer in time, or too many
   *     wait
   */
  LoadedKey load(String lookup) {
    return executor.await(enqueue(lookup).copy()); // whoever gives up gives up for itself only
  }

  /**
   * Loads a key soon.
   *
   * @throws StoreException if the store does not answer, or too many wait
   */
  synchronized CompletableFuture<LoadedKey> enqueue(String lookup) {
    executor.requireClosedBreaker();
    if (waiting.size() >= MAX_WAITING) {
      throw new StoreException("Too many keys wait to be loaded.");
    }
    CompletableFuture<LoadedKey> load =
        waiting.computeIfAbsent(lookup, any -> new CompletableFuture<>());
    startLoad();
    return load;
  }

  /** Starts a load of what waits, unless those in flight will see to it. */
  private void startLoad() {
    long answering = inFlight.stream().filter(begun -> !executor.isTimedOut(begun)).count();
    if (waiting.isEmpty()
        || answering >= MAX_IN_FLIGHT
        || inFlight.size() >= StoreExecutor.THREADS - 1) { // the others hang: leave one for trials
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
    } catch (RuntimeException | Error e) { // whoever waits has to hear of it
      if (batch.size() > 1) {
        loadOneByOne(batch, begun);
      }
      fail(batch, e);
    }
  }

  /** One row that cannot be read must not shut out the others; a store that fails must not last. */
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
    batch.values().forEach(load -> load.complete(none)); // those that have no key yet
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
