package dev.sallyport.internal.change;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sallyport.audit.AuditContext;
import dev.sallyport.event.Event;
import dev.sallyport.event.Event.KeyAction;
import dev.sallyport.internal.TimeLimits;
import dev.sallyport.internal.change.KeyChangeWriter.Step;
import dev.sallyport.internal.store.StoreExecutor;
import dev.sallyport.internal.verification.CachedKey;
import dev.sallyport.key.ApiKey;
import dev.sallyport.spi.Invalidation;
import dev.sallyport.spi.KeyChanges.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tasks after the use of a key: its renewal, and the start of the overlap with its predecessor.
 * Both are writes conditional on the key's version, so they overwrite no other change. A failure
 * does not affect the request; a later use retries after a pause.
 */
public final class AfterUseTasks {
  public static final Duration MAX_PAUSE_AFTER_FAILURE = Duration.ofSeconds(30);

  /**
   * Attempts within the remaining time: a key that expires soon is retried earlier, so that a
   * failed write does not let it expire.
   */
  private static final int ATTEMPTS_IN_TIME_LEFT = 10;

  /**
   * Overlaps that start at the same time. They wait for the lock of the audit log, which a
   * transaction of the host may hold; the other threads of the store stay free for requests.
   */
  private static final int MAX_OVERLAP_STARTS = StoreExecutor.THREADS / 2;

  private static final int MAX_FAILED = 10_000;
  private static final int MAX_ATTEMPTS = 5;
  private static final Logger log = LoggerFactory.getLogger(AfterUseTasks.class);

  private final KeyChangeWriter writer;
  private final StoreExecutor calls;
  private final @Nullable RenewalPolicy renewal;
  private final Semaphore overlapStarts = new Semaphore(MAX_OVERLAP_STARTS);
  private final Set<UUID> inProgress = ConcurrentHashMap.newKeySet();
  private final Cache<UUID, Instant> retryAt =
      Caffeine.newBuilder().maximumSize(MAX_FAILED).build();

  public AfterUseTasks(
      KeyChangeWriter writer, StoreExecutor calls, @Nullable RenewalPolicy renewal) {
    this.writer = writer;
    this.calls = calls;
    this.renewal = renewal;
  }

  /** Runs the tasks after a use of a key whose state is fresh. */
  public void afterUse(CachedKey key, Instant now) {
    if (key.startsOverlap()) {
      if (overlapStarts.tryAcquire()) {
        try {
          once(key, now, () -> startOverlap(key.id(), now));
        } finally {
          overlapStarts.release();
        }
      }
    } else if (renewal != null && isRenewalDue(renewal, key, now)) {
      once(key, now, () -> renew(renewal, key.id(), now));
    }
  }

  /** Runs the work once for concurrent requests with the same key. */
  private void once(CachedKey key, Instant now, Runnable work) {
    UUID keyId = key.id();
    Instant next = retryAt.getIfPresent(keyId);
    boolean isPausing =
        next != null
            && now.isBefore(next)
            && !next.isAfter(now.plus(MAX_PAUSE_AFTER_FAILURE)); // unless the clock was set back
    if (isPausing || !inProgress.add(keyId)) {
      return;
    }
    try {
      calls.run(work);
    } catch (RuntimeException e) {
      retryAt.put(keyId, now.plus(pauseAfterFailure(key, now)));
      log.warn(
          "Could not renew key {} or start its overlap, will retry: {}", keyId, e.getMessage());
      log.debug("Could not renew key {} or start its overlap", keyId, e);
    } finally {
      inProgress.remove(keyId);
    }
  }

  private static Duration pauseAfterFailure(CachedKey key, Instant now) {
    Instant end = key.expiresAt();
    if (end == null || end.isBefore(now)) {
      return end == null ? MAX_PAUSE_AFTER_FAILURE : Duration.ZERO;
    }
    Duration share = Duration.between(now, end).dividedBy(ATTEMPTS_IN_TIME_LEFT);
    return share.compareTo(MAX_PAUSE_AFTER_FAILURE) < 0 ? share : MAX_PAUSE_AFTER_FAILURE;
  }

  private void renew(RenewalPolicy renewal, UUID keyId, Instant now) {
    Optional<ApiKey> key = writer.store().findById(keyId).filter(ApiKey::active);
    Optional<Instant> end = key.flatMap(it -> renewal.endAfterUseAt(now, it));
    boolean isDone = end.isPresent() && replaceEnd(key.orElseThrow(), end.get());
    writer.invalidations().invalidate(new Invalidation.OfKey(keyId)); // the cached key is outdated
    if (isDone) {
      publishRenewal(key.orElseThrow(), end.orElseThrow(), now);
    }
  }

  private boolean replaceEnd(ApiKey key, Instant end) {
    return writer.store().replace(key.toBuilder().expiresAt(end).build());
  }

  private void startOverlap(UUID successorId, Instant now) {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      ApiKey successor = writer.store().findById(successorId).orElse(null);
      Duration overlap = successor == null ? null : successor.rotation().overlapFromFirstUse();
      if (successor == null || overlap == null) {
        writer
            .invalidations()
            .invalidate(new Invalidation.OfKey(successorId)); // another thread or node was faster
        return;
      }
      if (startOverlap(successor, overlap, now)) {
        return;
      }
    }
  }

  private boolean startOverlap(ApiKey successor, Duration overlap, Instant now) {
    Optional<Instant> renewedEnd =
        Optional.ofNullable(renewal).flatMap(it -> it.endAfterUseAt(now, successor));
    ApiKey settled =
        successor.toBuilder()
            .rotation(successor.rotation().overlapStarted())
            .expiresAt(renewedEnd.orElse(successor.expiresAt()))
            .build();
    List<Step> steps = new ArrayList<>();
    steps.add(new Step(KeyAction.OVERLAP_STARTED, successor, settled));
    Optional.ofNullable(successor.rotation().predecessorId())
        .flatMap(writer.store()::findById)
        .filter(old -> !old.isExpiredAt(now))
        .ifPresent(
            old ->
                steps.add(
                    new Step(
                        KeyAction.OVERLAP_STARTED,
                        old,
                        overlap.isZero()
                            ? old.expiringAt(now).deactivate() // on nodes whose clocks are behind
                            : old.expiringAt(TimeLimits.plus(now, overlap)))));
    boolean done = writer.write(now, AuditContext.SALLYPORT, steps, null) == Outcome.DONE;
    if (done) {
      renewedEnd.ifPresent(end -> publishRenewal(settled, end, now));
    }
    return done;
  }

  private void publishRenewal(ApiKey key, Instant end, Instant now) {
    if (writer.events().hasListeners()) {
      writer.events().publish(new Event.Renewed(now, key.id(), key.owner(), end));
    }
  }

  private static boolean isRenewalDue(RenewalPolicy renewal, CachedKey key, Instant now) {
    return renewal.laterEnd(now, key.renewableBy(), key.createdAt(), key.expiresAt()).isPresent();
  }
}
