package dev.sallyport.internal.usage;

import dev.sallyport.internal.Batches;
import dev.sallyport.internal.Daemons;
import dev.sallyport.internal.EpochMicros;
import dev.sallyport.internal.store.StoreExecutor;
import dev.sallyport.spi.KeyLookup;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recorder of last uses, which are written to the store periodically: one entry per key however
 * often it is used, in batches, off the request path. {@link UsageMeter} is flushed with it.
 * Thread-safe.
 *
 * <p>Holds at most {@value #MAX_PENDING} keys between two flushes; uses of further keys are not
 * recorded until the next one. A failed flush is retried every second.
 */
public final class LastUsedRecorder implements AutoCloseable {
  static final int MAX_PENDING = 100_000;
  private static final int BATCH = 500;
  private static final int CLOSING_ATTEMPTS = 3;
  private static final int SECONDS_UNTIL_NEXT_ATTEMPT = 1;

  /** Marks an entry that is written and removed from the map. */
  private static final long WRITTEN = Long.MIN_VALUE;

  private static final Logger log = LoggerFactory.getLogger(LastUsedRecorder.class);

  private final KeyLookup store;
  private final ExclusiveWriter writer;
  private final Duration interval;
  private final UsageMeter usage;
  private final Runnable cleaning;
  private final Map<UUID, AtomicLong> pending = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer = Daemons.timer("sallyport-last-used");
  private final AtomicBoolean isFailing = new AtomicBoolean();
  private final AtomicBoolean isRetrying = new AtomicBoolean();

  /**
   * Creates a recorder.
   *
   * @param cleaning removal of old data, after each flush; never throws an exception
   */
  public LastUsedRecorder(
      KeyLookup store,
      StoreExecutor executor,
      Duration interval,
      UsageMeter usage,
      Runnable cleaning) {
    this.store = store;
    this.writer = new ExclusiveWriter(executor, "last uses");
    this.interval = interval;
    this.usage = usage;
    this.cleaning = cleaning;
  }

  /** Starts to write periodically. */
  public void start() {
    long nanos = interval.toNanos();
    var unused = timer.scheduleWithFixedDelay(this::tryFlush, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  /** Records a use of a key. */
  public void record(UUID keyId, Instant at) {
    long now = EpochMicros.of(at);
    AtomicLong last = pending.get(keyId);
    if (last == null || !raise(last, now)) {
      if (pending.size() < MAX_PENDING || pending.containsKey(keyId)) {
        pending.compute(
            keyId, (id, entry) -> entry != null && raise(entry, now) ? entry : new AtomicLong(now));
      }
    }
  }

  /**
   * Raises an entry to a later use.
   *
   * @return false if the entry was already written
   */
  private static boolean raise(AtomicLong entry, long now) {
    long last = entry.get();
    while (last != WRITTEN && last < now && !entry.compareAndSet(last, now)) {
      last = entry.get();
    }
    return last != WRITTEN;
  }

  /** Returns the number of keys whose last use is not stored yet. */
  public int pending() {
    return pending.size();
  }

  /** Writes pending uses. Never throws. */
  public synchronized void flush() {
    try {
      for (List<Map.Entry<UUID, AtomicLong>> some : Batches.of(pending.entrySet(), BATCH)) {
        write(some);
      }
      isFailing.set(false);
    } catch (RuntimeException e) {
      if (isFailing.getAndSet(true)) {
        log.debug("Could not store the last use of {} keys again", pending.size(), e);
      } else {
        log.warn("Could not store the last use of {} keys, will retry", pending.size(), e);
      }
      scheduleRetry();
    }
    usage.flush();
    cleaning.run();
  }

  /** Flushes; an error must not cancel the schedule. */
  private void tryFlush() {
    try {
      flush();
    } catch (Error e) {
      log.error("Could not store last uses", e);
    }
  }

  private void scheduleRetry() {
    if (!isRetrying.getAndSet(true)) {
      var unused =
          timer.schedule(this::flushIfFailing, SECONDS_UNTIL_NEXT_ATTEMPT, TimeUnit.SECONDS);
    }
  }

  private void flushIfFailing() {
    isRetrying.set(false);
    if (isFailing.get()) {
      flush();
    }
  }

  private void write(List<Map.Entry<UUID, AtomicLong>> entries) {
    Map<UUID, Long> batch = new HashMap<>();
    entries.forEach(it -> batch.put(it.getKey(), it.getValue().get()));
    Map<UUID, Instant> uses = new HashMap<>();
    batch.forEach((id, at) -> uses.put(id, EpochMicros.toInstant(at)));
    writer.write(() -> store.recordUse(uses));
    batch.forEach(this::acknowledge);
  }

  private void acknowledge(UUID keyId, long written) {
    AtomicLong entry = pending.get(keyId);
    if (entry != null && entry.compareAndSet(written, WRITTEN)) {
      pending.remove(keyId, entry);
    }
  }

  /**
   * Stops the timer and writes pending uses. Retries, because open connections may be broken by
   * now: an embedded database that stops with the JVM closes them.
   */
  @Override
  public void close() {
    timer.shutdown();
    for (int attempt = 0; attempt < CLOSING_ATTEMPTS && isPending(); attempt++) {
      flush();
    }
  }

  private boolean isPending() {
    return !pending.isEmpty() || usage.isPending();
  }
}
