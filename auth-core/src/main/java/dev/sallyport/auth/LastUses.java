package dev.sallyport.auth;

import dev.sallyport.auth.spi.StoreException;
import dev.sallyport.auth.spi.TokenStore;
import dev.sallyport.auth.token.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers when keys were last used, and writes it down every now and then: one entry per key
 * however often it is used, in batches, off the request's path. With it goes what was counted by
 * {@link UsageMeter}.
 *
 * <p>Holds at most {@value #MAX_PENDING} keys between two flushes; uses of further keys are not
 * recorded until the next one. What a failed flush could not write is tried again every second.
 */
final class LastUses implements AutoCloseable {
  static final int MAX_PENDING = 100_000;
  private static final int BATCH = 500;
  private static final int CLOSING_ATTEMPTS = 3;
  private static final int SECONDS_UNTIL_NEXT_ATTEMPT = 1;
  private static final Logger log = LoggerFactory.getLogger(LastUses.class);

  private final TokenStore store;
  private final StoreCalls calls;
  private final UsageMeter usage;
  private final ConcurrentHashMap<UUID, NotedUse> pending = new ConcurrentHashMap<>();
  private final ScheduledExecutorService scheduler;
  private final ReentrantLock writing = new ReentrantLock();
  private final AtomicBoolean isFailing = new AtomicBoolean();
  private final AtomicBoolean isTryingAgain = new AtomicBoolean();

  LastUses(TokenStore store, StoreCalls calls, Duration interval, UsageMeter usage) {
    this.store = store;
    this.calls = calls;
    this.usage = usage;
    this.scheduler = Executors.newSingleThreadScheduledExecutor(LastUses::daemon);
    long nanos = interval.toNanos();
    var unused = scheduler.scheduleWithFixedDelay(this::flush, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  /** Notes that a token was used. Costs next to nothing where it is noted already. */
  void note(ProvenToken token, Instant at) {
    long now = Micros.floor(at);
    usage.granted(token, now); // first: what is noted already is taken once it is written down
    if (!token.noteOneMoreUse(now)) {
      remember(token, now);
    }
  }

  private void remember(ProvenToken token, long now) {
    UUID keyId = token.state().id();
    if (pending.size() < MAX_PENDING || pending.containsKey(keyId)) {
      // Atomic: what is being written down is taken out of the map before it is settled.
      pending.compute(keyId, (id, noted) -> noted(id, token, noted, now));
    } else {
      token.noteUnwrittenUse(now);
    }
  }

  @SuppressWarnings("ReferenceEquality") // equal is what stands for the same token
  private ProvenToken noted(UUID keyId, ProvenToken token, @Nullable NotedUse noted, long now) {
    if (noted != null && noted != token) { // it was packed or forgotten since
      token.noteUse(noted.takeUse()); // first, so that whoever has it still notes it anew
      usage.carryOver(keyId, noted, token);
    }
    token.noteUse(now);
    return token;
  }

  /** Keeps of a token that is not at hand any more just what is to be written down. */
  @SuppressWarnings("ReferenceEquality")
  void leave(ProvenToken token) {
    pending.computeIfPresent(
        token.state().id(),
        (id, noted) ->
            noted == token
                ? new NotedUse.OfPacked(token.owner(), token.takeUse(), token.takeGranted())
                : noted);
  }

  /** How many keys were used of which the store knows nothing yet. */
  int pending() {
    return pending.size();
  }

  /** Whose key it is, if it was used lately. */
  @Nullable Owner ownerOf(UUID keyId) {
    NotedUse noted = pending.get(keyId);
    return noted == null ? null : noted.owner();
  }

  /** Writes down what is pending. Never throws: a use that is not recorded harms nobody. */
  synchronized void flush() {
    flushUses();
    usage.flush();
  }

  private void flushUses() {
    Map<UUID, NotedUse> batch = new HashMap<>();
    try {
      for (Map.Entry<UUID, NotedUse> use : Map.copyOf(pending).entrySet()) {
        batch.put(use.getKey(), use.getValue());
        if (batch.size() == BATCH) {
          write(batch);
          batch.clear();
        }
      }
      write(batch);
      isFailing.set(false);
    } catch (RuntimeException e) {
      if (isFailing.getAndSet(true)) {
        log.debug("Could not record the last use of {} keys again", pending.size(), e);
      } else {
        log.warn("Could not record the last use of {} keys, will try again", pending.size(), e);
      }
      tryAgain();
    }
  }

  private void tryAgain() {
    if (isTryingAgain.getAndSet(true)) {
      return;
    }
    try {
      var unused =
          scheduler.schedule(this::flushIfFailing, SECONDS_UNTIL_NEXT_ATTEMPT, TimeUnit.SECONDS);
    } catch (RejectedExecutionException e) {
      log.debug("Tries no more: the gate is being closed", e);
    }
  }

  private void flushIfFailing() {
    isTryingAgain.set(false);
    if (isFailing.get()) {
      flush();
    }
  }

  private void write(Map<UUID, NotedUse> batch) {
    if (batch.isEmpty()) {
      return;
    }
    Map<UUID, Long> uses = new HashMap<>();
    batch.forEach((id, noted) -> uses.put(id, noted.lastUse()));
    Map<UUID, Instant> written = new HashMap<>();
    uses.forEach((id, use) -> written.put(id, Micros.toInstant(use)));
    calls.call(
        () -> {
          if (!writing.tryLock()) { // or each attempt would hold up one more thread
            throw new StoreException("The store has not recorded earlier uses yet.");
          }
          try {
            store.recordUse(written);
          } finally {
            writing.unlock();
          }
          return true;
        });
    uses.forEach(this::settle);
  }

  private void settle(UUID keyId, long written) {
    pending.computeIfPresent(
        keyId,
        (id, noted) -> {
          boolean isSettled = noted.settleUse(written);
          usage.collect(id, noted); // behind it: whoever counts from now on notes the token anew
          return isSettled ? null : noted;
        });
  }

  /**
   * Stops the timer and writes down what is pending. Tries more than once, since connections that
   * were open may be dead by now: an embedded database that is stopped with the JVM ends them.
   */
  @Override
  public void close() {
    scheduler.shutdown();
    for (int attempt = 0; attempt < CLOSING_ATTEMPTS && isPending(); attempt++) {
      flush();
    }
  }

  private boolean isPending() {
    return !pending.isEmpty() || usage.isPending();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(null, work, "sallyport-last-uses", 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(LastUses.class.getClassLoader()); // and not some request's
    return thread;
  }
}
