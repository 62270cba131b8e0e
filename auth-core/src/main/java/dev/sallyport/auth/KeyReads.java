package dev.sallyport.auth;

import dev.sallyport.auth.spi.StoreException;
import dev.sallyport.auth.spi.StoredToken;
import dev.sallyport.auth.spi.TokenStore;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads keys. Those that are wanted while others are being read are read together, and one that is
 * wanted by many is read once: but never from a reading that had begun before it was wanted, since
 * what was changed in between would be missed. Thread-safe.
 */
final class KeyReads {
  static final int BATCH = 500;

  /** How long a reader may take until another helps it. */
  private static final long NOWHERE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final TokenStore store;
  private final StoreCalls calls;
  private final Changes changes;
  private final Clock clock;
  private final WaitingKeys waiting = new WaitingKeys();
  private final AtomicInteger readers = new AtomicInteger();
  private volatile long latestBegun = System.nanoTime();

  KeyReads(TokenStore store, StoreCalls calls, Changes changes, Clock clock) {
    this.store = store;
    this.calls = calls;
    this.changes = changes;
    this.clock = clock;
  }

  /**
   * What the store has.
   *
   * @param storedOrNull the key; null if there is none
   * @param readAt {@link Micros} before the reading
   * @param number of {@link Changes#beginReading()}
   */
  record Reading(@Nullable StoredToken storedOrNull, long readAt, long number) {
    Optional<StoredToken> stored() {
      return Optional.ofNullable(storedOrNull);
    }
  }

  /**
   * Reads one, and waits for it.
   *
   * @throws StoreException if the store could not be asked, or did not answer in time, or too many
   *     wait
   */
  Reading read(String lookup) {
    // a latch, since a TimeoutException costs its stack trace, and under load there would be many
    CountDownLatch done = new CountDownLatch(1);
    // a future of its own, so that who gives up takes nobody with it
    CompletableFuture<Reading> reading =
        begin(lookup).whenComplete((read, failure) -> done.countDown());
    if (!isSoon(done)) {
      startReading(); // the reader that was to take it may be held up
    }
    return calls.await(reading);
  }

  private static boolean isSoon(CountDownLatch done) {
    try {
      return done.await(NOWHERE_NANOS, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true; // which is for whoever waits for it to tell
    }
  }

  /**
   * Reads many together, and hands each to somebody with what it was wanted for; not those that
   * could not be read.
   *
   * @param wanted by lookup, at most {@value #BATCH}
   * @throws StoreException if the store could not be asked, or did not answer in time
   */
  <T> void readAll(Map<String, T> wanted, BiConsumer<T, Reading> hearer) {
    Map<String, CompletableFuture<Reading>> batch = new HashMap<>();
    wanted.forEach(
        (lookup, what) -> {
          CompletableFuture<Reading> reading = new CompletableFuture<>();
          batch.put(lookup, reading);
          var unused = reading.thenAccept(read -> hearer.accept(what, read));
        });
    calls.call(
        () -> {
          read(batch);
          return true;
        });
  }

  private CompletableFuture<Reading> begin(String lookup) {
    calls.requireAnswers(); // or it would wait with those who came before it was known
    CompletableFuture<Reading> reading = waiting.add(lookup);
    startReading();
    return reading;
  }

  /** Sees to it that what waits is read, by somebody who reads already or by one more. */
  private void startReading() {
    while (!waiting.isEmpty()) {
      int reading = readers.get();
      boolean isNowhere = System.nanoTime() - latestBegun > NOWHERE_NANOS;
      if (reading >= (reading > 0 && isNowhere ? StoreCalls.THREADS : 1)) {
        return; // each of them comes by here when it has read
      }
      if (readers.compareAndSet(reading, reading + 1)) {
        submitReader();
        return;
      }
    }
  }

  private void submitReader() {
    latestBegun = System.nanoTime();
    try {
      calls.submit(this::readWaiting);
    } catch (RuntimeException | Error e) {
      readers.decrementAndGet();
      while (!waiting.isEmpty()) {
        fail(waiting.take(BATCH), e);
      }
      if (e instanceof Error) {
        throw e;
      }
    }
  }

  private void readWaiting() {
    latestBegun = System.nanoTime();
    Map<String, CompletableFuture<Reading>> batch = waiting.take(BATCH);
    try {
      if (!batch.isEmpty()) {
        read(batch);
      }
    } finally {
      if (batch.size() == BATCH) {
        submitReader(); // itself: there are more who have called for a reader already
      } else {
        readers.decrementAndGet();
        startReading();
      }
    }
  }

  private void read(Map<String, CompletableFuture<Reading>> batch) {
    long begun = System.nanoTime();
    try {
      readTogether(batch);
    } catch (RuntimeException e) {
      if (batch.size() == 1) {
        fail(batch, e);
      } else {
        readOneByOne(batch, begun, e);
      }
    } catch (Error e) {
      fail(batch, e);
      throw e;
    }
  }

  private void readTogether(Map<String, CompletableFuture<Reading>> batch) {
    long readAt = Micros.floor(clock.instant());
    long number = changes.beginReading();
    for (StoredToken stored : find(List.copyOf(batch.keySet()))) {
      CompletableFuture<Reading> wanted = batch.get(stored.key().lookup());
      if (wanted != null) {
        wanted.complete(new Reading(stored, readAt, number));
      }
    }
    Reading none = new Reading(null, readAt, number);
    batch.values().forEach(wanted -> wanted.complete(none)); // who has none yet
  }

  private List<StoredToken> find(List<String> lookups) {
    return lookups.size() == 1
        ? store.findByLookup(lookups.get(0)).stream().toList()
        : store.findByLookups(lookups);
  }

  /**
   * One row that cannot be read must not shut out the others; a store that is down must not last.
   */
  private void readOneByOne(
      Map<String, CompletableFuture<Reading>> batch, long begun, RuntimeException why) {
    for (Map.Entry<String, CompletableFuture<Reading>> wanted : batch.entrySet()) {
      if (calls.isLate(begun)) {
        break;
      }
      Map<String, CompletableFuture<Reading>> one = Map.of(wanted.getKey(), wanted.getValue());
      try {
        readTogether(one);
      } catch (RuntimeException e) {
        fail(one, e);
      }
    }
    fail(batch, why);
  }

  private static void fail(Map<String, CompletableFuture<Reading>> batch, Throwable why) {
    batch.values().forEach(wanted -> wanted.completeExceptionally(why));
  }
}
