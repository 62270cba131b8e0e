package dev.sallyport.internal.state;

import dev.sallyport.authentication.KeyWatch;
import dev.sallyport.internal.Batches;
import dev.sallyport.internal.Daemons;
import dev.sallyport.internal.store.StoreExecutor;
import dev.sallyport.internal.verification.OwnerStatusResolver;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.EffectiveState;
import dev.sallyport.key.KeyWithOwnerStatus;
import dev.sallyport.key.OwnerStatus;
import dev.sallyport.spi.KeyRepository;
import dev.sallyport.spi.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Monitor of keys for connections that outlive a request, such as WebSockets: runs an action once a
 * key stops working. It runs immediately if the key is changed in this JVM or an invalidation is
 * received, otherwise within {@code max-staleness}.
 *
 * <p>Reads all watched keys together, several hundred per round trip. While the store is
 * unavailable, keys count as working for {@code stale-if-unavailable}. Thread-safe.
 */
public final class KeyMonitor implements AutoCloseable {
  private static final int BATCH = 500;
  private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);
  private static final Logger log = LoggerFactory.getLogger(KeyMonitor.class);

  private final KeyRepository store;
  private final StoreExecutor executor;
  private final OwnerStatusResolver owners;
  private final EffectiveStateResolver states;
  private final Clock clock;
  private final Duration interval;
  private final Duration staleIfUnavailable;
  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean isStarted = new AtomicBoolean();
  private final AtomicBoolean isDue = new AtomicBoolean();
  private final ScheduledExecutorService timer = Daemons.timer("sallyport-key-monitor");
  private volatile Instant answeredAt;

  public KeyMonitor(
      KeyRepository store,
      StoreExecutor executor,
      OwnerStatusResolver owners,
      EffectiveStateResolver states,
      Duration maxStaleness,
      Duration staleIfUnavailable,
      Clock clock) {
    this.store = store;
    this.executor = executor;
    this.owners = owners;
    this.states = states;
    this.clock = clock;
    this.interval =
        maxStaleness.compareTo(SHORTEST_INTERVAL) < 0 ? SHORTEST_INTERVAL : maxStaleness;
    this.staleIfUnavailable = staleIfUnavailable;
    this.answeredAt = clock.instant();
  }

  /** Runs an action once the key stops working, unless the watch is closed before. */
  public KeyWatch watch(UUID keyId, Runnable action) {
    Watch watch = new Watch(keyId, action, new AtomicBoolean(true));
    if (watches.isEmpty()) {
      answeredAt = clock.instant();
    }
    watches.add(watch);
    if (!isStarted.getAndSet(true)) {
      long nanos = interval.toNanos();
      var unused = timer.scheduleWithFixedDelay(this::check, nanos, nanos, TimeUnit.NANOSECONDS);
    }
    checkSoon(); // the key may have changed since the request was authenticated
    return () -> remove(watch);
  }

  /** Checks the watched keys as soon as possible, because some were changed. */
  public void checkSoon() {
    if (!watches.isEmpty() && !isDue.getAndSet(true)) { // one check for all changes meanwhile
      timer.execute(
          () -> {
            isDue.set(false); // reset before reading, so that later changes trigger another check
            check();
          });
    }
  }

  private void check() {
    Set<UUID> ids = watches.stream().map(Watch::keyId).collect(Collectors.toSet());
    try {
      List<ApiKey> keys = new ArrayList<>();
      for (List<UUID> batch : Batches.of(ids, BATCH)) {
        keys.addAll(executor.call(() -> store.findByIds(batch)));
      }
      end(ids, keys.stream().map(KeyMonitor::withWorkingOwner).toList());
      end(ids, owners.withStatuses(keys)); // may fail although the store answered
      answeredAt = clock.instant();
    } catch (Throwable e) { // including errors, which would cancel the timer
      if (e instanceof StoreException) {
        log.debug("Could not check the watched keys", e);
      } else {
        log.warn("Could not check the watched keys", e);
      }
      if (clock.instant().isAfter(answeredAt.plus(staleIfUnavailable))) {
        end(ids, List.of());
      }
    }
  }

  private static KeyWithOwnerStatus withWorkingOwner(ApiKey key) {
    return new KeyWithOwnerStatus(key, OwnerStatus.ACTIVE.incarnation(key.ownerIncarnation()));
  }

  /** Runs the actions of those keys that are not among the stored ones that work. */
  private void end(Collection<UUID> ids, List<KeyWithOwnerStatus> stored) {
    Set<UUID> ended = new HashSet<>(ids);
    states.ofStored(stored).stream()
        .filter(it -> it.state() == EffectiveState.ACTIVE)
        .forEach(it -> ended.remove(it.key().id()));
    watches.stream().filter(it -> ended.contains(it.keyId())).forEach(this::run);
  }

  private void run(Watch watch) {
    if (remove(watch)) {
      try {
        watch.action().run();
      } catch (Throwable e) { // a failing action must not affect other keys
        log.warn("The action for the end of key {} failed", watch.keyId(), e);
      }
    }
  }

  private boolean remove(Watch watch) {
    watches.remove(watch);
    return watch.isOpen().getAndSet(false);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  private record Watch(UUID keyId, Runnable action, AtomicBoolean isOpen) {}
}
