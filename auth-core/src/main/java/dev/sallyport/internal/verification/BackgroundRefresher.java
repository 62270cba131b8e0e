package dev.sallyport.internal.verification;

import dev.sallyport.internal.Daemons;
import dev.sallyport.internal.EpochMicros;
import dev.sallyport.internal.verification.BatchingKeyLoader.LoadedKey;
import dev.sallyport.spi.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reloads keys in use before they are stale, in batches, so that requests do not wait. A key is in
 * use if it was used within {@code max-staleness}; other keys are not reloaded until a request
 * needs them. If a reload is late, requests load the key themselves.
 */
final class BackgroundRefresher implements AutoCloseable {
  private static final Duration MAX_DELAY = Duration.ofMillis(50);
  private static final int DELAYS_PER_STALENESS = 20;
  private static final int MAX_WATCHED = 100_000;
  private static final int MAX_AT_ONCE = 1_000;
  private static final Logger log = LoggerFactory.getLogger(BackgroundRefresher.class);

  private final BatchingKeyLoader loader;
  private final VerifiedTokenCache cache;
  private final BiConsumer<TokenFingerprint, LoadedKey> handler;
  private final Clock clock;
  private final long maxStaleness;
  private final long refreshAfter;
  private final long delayMillis;
  private final Set<TokenFingerprint> watched = ConcurrentHashMap.newKeySet();
  private final Queue<Watched> order = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean isScheduled = new AtomicBoolean();
  private final ScheduledExecutorService timer = Daemons.timer("sallyport-refresh");

  /**
   * Creates a refresher. It is disabled if {@code max-staleness} is too short for it.
   *
   * @param handler handler of each loaded key
   */
  BackgroundRefresher(
      BatchingKeyLoader loader,
      VerifiedTokenCache cache,
      Duration maxStaleness,
      Clock clock,
      BiConsumer<TokenFingerprint, LoadedKey> handler) {
    this.loader = loader;
    this.cache = cache;
    this.handler = handler;
    this.clock = clock;
    this.maxStaleness = EpochMicros.of(maxStaleness);
    this.refreshAfter = this.maxStaleness / 4 * 3;
    long share = maxStaleness.dividedBy(DELAYS_PER_STALENESS).toMillis();
    this.delayMillis = Math.min(share, MAX_DELAY.toMillis());
  }

  /** Token whose key was loaded. The queue has the order of loads, except those that overlapped. */
  private record Watched(TokenFingerprint token, String lookup, long loadedAt) {}

  /** Starts reloading the key of a token, which was just loaded, for as long as it is used. */
  void watch(TokenFingerprint token, String lookup, long loadedAt) {
    if (delayMillis > 0 && watched.size() < MAX_WATCHED && watched.add(token)) {
      order.add(new Watched(token, lookup, loadedAt));
      schedule();
    }
  }

  private void schedule() {
    if (isScheduled.compareAndSet(false, true)) {
      var unused = timer.schedule(this::refreshDue, delayMillis, TimeUnit.MILLISECONDS);
    }
  }

  private void refreshDue() {
    try {
      long now = EpochMicros.of(clock.instant());
      Watched next = order.peek();
      for (int i = 0; i < MAX_AT_ONCE && next != null && isDue(next, now); i++) {
        order.remove(); // only this thread removes entries
        watched.remove(next.token());
        refresh(next, now);
        next = order.peek();
      }
    } catch (StoreException e) {
      log.debug("Could not refresh keys", e); // requests load the keys and handle the failure
    } catch (RuntimeException | Error e) { // must not cancel the refresher
      log.warn("Could not refresh keys", e);
    } finally {
      isScheduled.set(false);
      if (!order.isEmpty()) {
        schedule();
      }
    }
  }

  private boolean isDue(Watched next, long now) {
    return Math.abs(now - next.loadedAt()) >= refreshAfter;
  }

  private void refresh(Watched due, long now) {
    CachedKey key = cache.peek(due.token()); // null if evicted
    if (key == null) {
      return;
    }
    if (key.loadedAt() != due.loadedAt()) {
      watch(due.token(), due.lookup(), key.loadedAt()); // a request has loaded it meanwhile
    } else if (Math.abs(now - key.lastUse().get()) < maxStaleness) {
      var unused =
          loader.enqueue(due.lookup()).thenAccept(loaded -> handler.accept(due.token(), loaded));
    }
  }

  /** Stops the timer; loads in progress complete. */
  @Override
  public void close() {
    timer.shutdownNow();
  }
}
