package dev.sallyport.auth;

import dev.sallyport.auth.KeyReads.Reading;
import dev.sallyport.auth.spi.OwnerStatus;
import dev.sallyport.auth.spi.StoreException;
import dev.sallyport.auth.spi.StoredToken;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the state of keys that are in use again before it is too old: many together, and while
 * requests go on with what is known. What it cannot read in time, the next request reads itself.
 */
final class ReadAhead implements AutoCloseable {
  private static final Duration LONGEST_DELAY = Duration.ofMillis(50);
  private static final int DELAYS_PER_STALENESS = 20;
  private static final int MAX_WAITING = 1_000_000;
  private static final Logger log = LoggerFactory.getLogger(ReadAhead.class);

  private final KeyReads reads;
  private final Owners owners;
  private final VerifiedTokens verified;
  private final Map<String, ProvenToken> waiting = new ConcurrentHashMap<>();
  private final AtomicBoolean isScheduled = new AtomicBoolean();
  private final long delayMillis;
  private final ScheduledExecutorService timer; // has no thread until it is needed

  /**
   * Does nothing where state may be used for so short that there is no time for it, nor where only
   * a host knows the owners, one by one.
   */
  ReadAhead(KeyReads reads, Owners owners, VerifiedTokens verified, Duration maxStaleness) {
    this.reads = reads;
    this.owners = owners;
    this.verified = verified;
    Duration share = maxStaleness.dividedBy(DELAYS_PER_STALENESS);
    this.delayMillis =
        owners.areOfHost() ? 0 : Math.min(share.toMillis(), LONGEST_DELAY.toMillis());
    this.timer = Executors.newSingleThreadScheduledExecutor(ReadAhead::daemon);
  }

  /** Sees to it that the state of a key is read soon. */
  void soon(String lookup, ProvenToken proven) {
    if (delayMillis == 0 || waiting.size() >= MAX_WAITING) {
      return;
    }
    waiting.put(lookup, proven);
    if (!isScheduled.getAndSet(true)) {
      try {
        var unused = timer.schedule(this::read, delayMillis, TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException e) {
        log.debug("Reads nothing ahead of time any more", e); // the gate is closed
      }
    }
  }

  private void read() {
    isScheduled.set(false); // who comes from now on may not be among those that are read
    try {
      while (!waiting.isEmpty()) {
        readSome();
      }
    } catch (StoreException e) {
      waiting.clear(); // requests will find out themselves
      log.debug("Could not read keys ahead of time", e);
    } catch (RuntimeException e) {
      waiting.clear();
      log.warn("Could not read keys ahead of time", e);
    }
  }

  private void readSome() {
    Map<String, ProvenToken> some = new HashMap<>();
    Iterator<Map.Entry<String, ProvenToken>> entries = waiting.entrySet().iterator();
    while (entries.hasNext() && some.size() < KeyReads.BATCH) {
      Map.Entry<String, ProvenToken> entry = entries.next();
      entries.remove();
      some.put(entry.getKey(), entry.getValue());
    }
    // one batch at a time, so that requests that wait for the store have it to themselves
    reads.readAll(some, this::takeOver);
  }

  /** Where the key is gone, or has another digest, the proof is worth nothing any more. */
  private void takeOver(ProvenToken proven, Reading reading) {
    StoredToken stored = reading.storedOrNull();
    if (stored == null || !proven.state().hasDigestOf(stored.key())) {
      verified.drop(proven);
    } else {
      OwnerStatus owner = owners.statusOf(stored);
      proven.update(verified.stateOf(stored.key(), owner, reading));
    }
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
