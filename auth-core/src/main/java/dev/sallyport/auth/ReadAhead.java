package dev.sallyport.auth;

import dev.sallyport.auth.KeyReads.Reading;
import dev.sallyport.auth.spi.OwnerStatus;
import dev.sallyport.auth.spi.StoreException;
import dev.sallyport.auth.spi.StoredToken;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the state of keys in use before it is too old, many together, so that requests need not. A
 * key is in use until it was not used for as long as its state may be used; then it is read no
 * more, until a request reads it again. What cannot be read in time, requests read too.
 */
final class ReadAhead implements AutoCloseable {
  private static final Duration LONGEST_DELAY = Duration.ofMillis(50);
  private static final int DELAYS_PER_STALENESS = 20;
  private static final int MAX_WATCHED = 100_000;
  private static final Logger log = LoggerFactory.getLogger(ReadAhead.class);

  private final KeyReads reads;
  private final Owners owners;
  private final VerifiedTokens verified;
  private final Clock clock;
  private final long readAgainAfter;
  private final long inUseFor;
  private final long delayMillis;
  private final Set<Fingerprint> watched = ConcurrentHashMap.newKeySet();
  private final ConcurrentLinkedQueue<Watched> order = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean isScheduled = new AtomicBoolean();
  private final ScheduledExecutorService timer; // has no thread until it is needed

  /**
   * Does nothing where state may be used for so short that there is no time for it, nor where only
   * a host knows the owners, one by one.
   */
  ReadAhead(
      KeyReads reads, Owners owners, VerifiedTokens verified, Duration maxStaleness, Clock clock) {
    this.reads = reads;
    this.owners = owners;
    this.verified = verified;
    this.clock = clock;
    this.readAgainAfter = Micros.of(maxStaleness) / 4 * 3;
    this.inUseFor = Micros.of(maxStaleness);
    Duration share = maxStaleness.dividedBy(DELAYS_PER_STALENESS);
    this.delayMillis =
        owners.areOfHost() ? 0 : Math.min(share.toMillis(), LONGEST_DELAY.toMillis());
    this.timer = Executors.newSingleThreadScheduledExecutor(ReadAhead::daemon);
  }

  /**
   * A token that was read at some time; in the order of those times, but for what overlapped. Holds
   * no {@link ProvenToken}, since there are many that nobody uses again.
   */
  private record Watched(Fingerprint token, String lookup, long readAt) {}

  /**
   * Sees to it that the state of a key, which was just read, is read again as long as it is used.
   */
  void watch(ProvenToken token, String lookup) {
    if (delayMillis > 0 && watched.size() < MAX_WATCHED && !watched.contains(token)) {
      Fingerprint same = new Fingerprint(token);
      if (watched.add(same)) {
        order.add(new Watched(same, lookup, token.state().readAt()));
        schedule();
      }
    }
  }

  private void schedule() {
    if (!isScheduled.getAndSet(true)) {
      try {
        var unused = timer.schedule(this::readDue, delayMillis, TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException e) {
        log.debug("Reads nothing ahead of time any more", e); // the gate is closed
      }
    }
  }

  private void readDue() {
    try {
      boolean isMore = true;
      while (isMore) {
        Map<String, ProvenToken> due = takeDue();
        if (!due.isEmpty()) { // one batch at a time: requests go first
          reads.readAll(due, this::takeOver);
        }
        isMore = due.size() == KeyReads.BATCH;
      }
    } catch (StoreException e) {
      forget(); // requests will find out themselves
      log.debug("Could not read keys ahead of time", e);
    } catch (RuntimeException e) {
      forget();
      log.warn("Could not read keys ahead of time", e);
    } finally {
      isScheduled.set(false);
      if (!order.isEmpty()) {
        schedule();
      }
    }
  }

  private Map<String, ProvenToken> takeDue() {
    long now = Micros.floor(clock.instant());
    Map<String, ProvenToken> due = new HashMap<>();
    Watched next = takeNext(now);
    while (next != null) {
      ProvenToken token = verified.current(next.token); // it may be forgotten, and proven again
      if (token != null && token.state().readAt() != next.readAt) {
        watch(token, next.lookup); // a request has read it in the meantime
      } else if (token != null && Math.abs(now - token.lastUse()) < inUseFor) {
        due.put(next.lookup, token);
      }
      next = due.size() < KeyReads.BATCH ? takeNext(now) : null;
    }
    return due;
  }

  /** The next, if it is time for it; nobody else takes any. */
  private @Nullable Watched takeNext(long now) {
    Watched next = order.peek();
    if (next == null || Math.abs(now - next.readAt) < readAgainAfter) {
      return null;
    }
    order.poll();
    watched.remove(next.token);
    return next;
  }

  /** Where the key is gone, or has another digest, the proof is worth nothing any more. */
  private void takeOver(ProvenToken token, Reading reading) {
    StoredToken stored = reading.storedOrNull();
    if (stored == null || !token.state().hasDigestOf(stored.key())) {
      verified.drop(token);
    } else {
      OwnerStatus owner = owners.statusOf(stored);
      verified.update(token, verified.stateOf(stored.key(), owner, reading));
      watch(token, stored.key().lookup());
    }
  }

  private void forget() {
    order.clear();
    watched.clear();
  }

  /** Stops the timer; what is being read is read to its end. */
  @Override
  public void close() {
    timer.shutdownNow();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(null, work, "sallyport-read-ahead", 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(ReadAhead.class.getClassLoader()); // and not some request's
    return thread;
  }
}
