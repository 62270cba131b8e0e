package dev.sallyport.internal.store;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Runs equal concurrent work once. Keeps no results. */
public final class SingleFlight<K, V> {
  private final ConcurrentHashMap<K, CompletableFuture<V>> flights = new ConcurrentHashMap<>();

  /** Returns the result, or throws the exception, of this work or of equal work in progress. */
  public V run(K key, Supplier<V> work) {
    return run(key, any -> true, work);
  }

  /**
   * Returns the result, or throws the exception, of this work or of equal work in progress.
   *
   * @param isUsable whether a result of work that began before this call may be used
   */
  public V run(K key, Predicate<V> isUsable, Supplier<V> work) {
    CompletableFuture<V> own = new CompletableFuture<>();
    CompletableFuture<V> running = flights.putIfAbsent(key, own);
    if (running != null) {
      V value = join(running);
      return isUsable.test(value) ? value : work.get();
    }
    try {
      V value = work.get();
      own.complete(value);
      return value;
    } catch (RuntimeException | Error e) {
      own.completeExceptionally(e);
      throw e;
    } finally {
      flights.remove(key, own);
    }
  }

  private static <V> V join(CompletableFuture<V> flight) {
    try {
      return flight.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
