package dev.sallyport.auth.internal.verification;

import dev.sallyport.auth.internal.EpochMicros;
import dev.sallyport.auth.internal.store.StoreExecutor;
import dev.sallyport.auth.spi.StoreException;
import dev.sallyport.auth.spi.StoredToken;
import dev.sallyport.auth.spi.TokenStore;
import java.time.Clock;
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

  private final TokenStore store;
  private final StoreExecutor executor;
  private final InvalidationVersions versions;
  private final Clock clock;
  private final Map<String, CompletableFuture<LoadedKey>> waiting = new LinkedHashMap<>();
  private int inFlight;

  BatchingKeyLoader(
      TokenStore store, StoreExecutor executor, InvalidationVersions versions, Clock clock) {
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
  record LoadedKey(@Nullable StoredToken storedOrNull, long loadedAt, long version) {}

  /**
   * Loads one key, and waits for it.
   *
   * @throws StoreException if the store could not be asked or did not answer in time, or too many
   *     wait
   */
  LoadedKey load(String lookup) {
    executor.requireClosedBreaker();
    return executor.await(enqueue(lookup).copy()); // whoever gives up gives up for itself only
  }

  /**
   * Loads a key soon.
   *
   * @throws StoreException if too many wait
   */
  synchronized CompletableFuture<LoadedKey> enqueue(String lookup) {
    if (waiting.size() >= MAX_WAITING) {
      throw new StoreException("Too many keys wait to be loaded.");
    }
    if (inFlight < MAX_IN_FLIGHT) {
      executor.submit(this::loadWaiting);
      inFlight++;
    }
    return waiting.computeIfAbsent(lookup, any -> new CompletableFuture<>());
  }

  private void loadWaiting() {
    Map<String, CompletableFuture<LoadedKey>> batch = takeBatch();
    while (!batch.isEmpty()) {
      load(batch);
      batch = takeBatch();
    }
  }

  private synchronized Map<String, CompletableFuture<LoadedKey>> takeBatch() {
    Map<String, CompletableFuture<LoadedKey>> batch = new HashMap<>();
    Iterator<Map.Entry<String, CompletableFuture<LoadedKey>>> first = waiting.entrySet().iterator();
    while (first.hasNext() && batch.size() < MAX_BATCH) {
      Map.Entry<String, CompletableFuture<LoadedKey>> next = first.next();
      batch.put(next.getKey(), next.getValue());
      first.remove();
    }
    if (batch.isEmpty()) {
      inFlight--;
    }
    return batch;
  }

  private void load(Map<String, CompletableFuture<LoadedKey>> batch) {
    long begun = System.nanoTime();
    try {
      loadTogether(batch);
    } catch (RuntimeException | Error e) { // whoever waits has to hear of it
      if (batch.size() > 1 && e instanceof RuntimeException) {
        loadOneByOne(batch, begun);
      }
      batch.values().forEach(load -> load.completeExceptionally(e));
    }
  }

  /** One row that cannot be read must not shut out the others; a store that fails must not last. */
  private void loadOneByOne(Map<String, CompletableFuture<LoadedKey>> batch, long begun) {
    for (Map.Entry<String, CompletableFuture<LoadedKey>> load : batch.entrySet()) {
      if (executor.isTimedOut(begun)) {
        return;
      }
      try {
        loadTogether(Map.of(load.getKey(), load.getValue()));
      } catch (RuntimeException e) {
        load.getValue().completeExceptionally(e);
      }
    }
  }

  private void loadTogether(Map<String, CompletableFuture<LoadedKey>> batch) {
    long now = EpochMicros.of(clock.instant());
    long version = versions.beginLoad();
    for (StoredToken stored : find(List.copyOf(batch.keySet()))) {
      CompletableFuture<LoadedKey> load = batch.get(stored.key().lookup());
      if (load != null) {
        load.complete(new LoadedKey(stored, now, version));
      }
    }
    LoadedKey none = new LoadedKey(null, now, version);
    batch.values().forEach(load -> load.complete(none)); // those that have no key yet
  }

  private List<StoredToken> find(List<String> lookups) {
    return lookups.size() == 1
        ? store.findByLookup(lookups.get(0)).stream().toList()
        : store.findByLookups(lookups);
  }
}
