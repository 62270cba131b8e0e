package dev.sallyport.auth;

import dev.sallyport.auth.spi.TokenStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers when keys were last used, and writes it down every now and then: one entry per key
 * however often it is used, in batches, off the request's path.
 *
 * <p>Holds at most {@value #MAX_PENDING} keys between two flushes; uses of further keys are not
 * recorded until the next one. What a failed flush could not write is tried again with the next.
 */
final class LastUses implements AutoCloseable {
  static final int MAX_PENDING = 100_000;
  private static final int BATCH = 500;
  private static final int CLOSING_ATTEMPTS = 3;
  private static final Logger log = LoggerFactory.getLogger(LastUses.class);

  private final TokenStore store;
  private final ConcurrentHashMap<UUID, Instant> pending = new ConcurrentHashMap<>();
  private final ScheduledExecutorService scheduler;

  LastUses(TokenStore store, Duration interval) {
    this.store = store;
    this.scheduler = Executors.newSingleThreadScheduledExecutor(LastUses::daemon);
    long nanos = interval.toNanos();
    var unused = scheduler.scheduleWithFixedDelay(this::flush, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  void note(UUID keyId, Instant usedAt) {
    Instant noted = pending.get(keyId);
    if (noted == null ? pending.size() < MAX_PENDING : noted.isBefore(usedAt)) {
      pending.merge(keyId, usedAt, LastUses::later);
    }
  }

  /** Writes down what is pending. Never throws: a use that is not recorded harms nobody. */
  synchronized void flush() {
    Map<UUID, Instant> batch = new HashMap<>();
    try {
      for (Map.Entry<UUID, Instant> use : Map.copyOf(pending).entrySet()) {
        batch.put(use.getKey(), use.getValue());
        if (batch.size() == BATCH) {
          write(batch);
          batch.clear();
        }
      }
      write(batch);
    } catch (RuntimeException e) {
      log.warn("Could not record the last use of {} keys, will try again", pending.size(), e);
    }
  }

  private void write(Map<UUID, Instant> batch) {
    if (!batch.isEmpty()) {
      store.recordUse(batch);
      batch.forEach(pending::remove);
    }
  }

  /**
   * Stops the timer and writes down what is pending. Tries more than once, since connections that
   * were open may be dead by now: an embedded database that is stopped with the JVM ends them.
   */
  @Override
  public void close() {
    scheduler.shutdown();
    for (int attempt = 0; attempt < CLOSING_ATTEMPTS && !pending.isEmpty(); attempt++) {
      flush();
    }
  }

  private static Instant later(Instant a, Instant b) {
    return a.isBefore(b) ? b : a;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "sallyport-last-uses");
    thread.setDaemon(true);
    return thread;
  }
}
