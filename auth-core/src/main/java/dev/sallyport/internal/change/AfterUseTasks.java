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
import dev.sallyport.management.RenewalPolicy;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the use of a key brings about: its renewal, and the end of its predecessor. Both are writes
 * conditional on the key's version, so they undo no other change. A failure harms no request; the
 * first use a while later tries again.
 */
public final class AfterUseTasks {
  public static final Duration MAX_PAUSE_AFTER_FAILURE = Duration.ofSeconds(30);

  /**
   * A key whose end is near is tried again sooner, so that it does not end for one failed write.
   */
  private static final int ATTEMPTS_IN_TIME_LEFT = 10;

  private static final int MAX_FAILED = 10_000;
  private static final int MAX_ATTEMPTS = 5;
  private static final Logger log = LoggerFactory.getLogger(AfterUseTasks.class);

  private final KeyChangeWriter ledger;
  private final StoreExecutor calls;
  private final @Nullable RenewalPolicy renewal;
  private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();
  private final Cache<UUID, Instant> retryAt =
      Caffeine.newBuilder().maximumSize(MAX_FAILED).build();

  public AfterUseTasks(
      KeyChangeWriter ledger, StoreExecutor calls, @Nullable RenewalPolicy renewal) {
    this.ledger = ledger;
    this.calls = calls;
    this.renewal = renewal;
  }

  /** Call after a use of a key whose state is fresh. */
  public void afterUse(CachedKey key, Instant now) {
    if (key.startsOverlap()) {
      once(key, now, () -> startOverlap(key.id(), now));
    } else if (renewal != null && isRenewalDue(renewal, key, now)) {
      once(key, now, () -> renew(renewal, key.id(), now));
    }
  }

  /** Many requests may come with one key at once; one of them does the work. */
  private void once(CachedKey key, Instant now, Runnable work) {
    UUID keyId = key.id();
    Instant next = retryAt.getIfPresent(keyId);
    boolean isPausing = next != null && now.isBefore(next);
    if (isPausing || !underWay.add(keyId)) {
      return;
    }
    try {
      calls.call(
          () -> {
            work.run();
            return true;
          });
    } catch (RuntimeException e) {
      retryAt.put(keyId, now.plus(pauseAfterFailure(key, now)));
      log.warn("Could not bring key {} up to date, will try again: {}", keyId, e.getMessage());
      log.debug("Could not bring key {} up to date", keyId, e);
    } finally {
      underWay.remove(keyId);
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
    Optional<ApiKey> key = ledger.store().findById(keyId).filter(ApiKey::active);
    Optional<Instant> end = key.flatMap(it -> renewal.endAfterUseAt(now, it));
    boolean isDone = end.isPresent() && replaceEnd(key.orElseThrow(), end.get());
    ledger
        .invalidations()
        .invalidate(new Invalidation.OfKey(keyId)); // it is another by now: load it again
    if (isDone) {
      tellOfRenewal(key.orElseThrow(), end.orElseThrow(), now);
    }
  }

  private boolean replaceEnd(ApiKey key, Instant end) {
    return ledger.store().replace(key.toBuilder().expiresAt(end).build());
  }

  private void startOverlap(UUID successorId, Instant now) {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      ApiKey successor = ledger.store().findById(successorId).orElse(null);
      Duration overlap = successor == null ? null : successor.rotation().overlapFromFirstUse();
      if (successor == null || overlap == null) {
        ledger
            .invalidations()
            .invalidate(new Invalidation.OfKey(successorId)); // somebody was faster: read it again
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
            .rotation(successor.rotation().settled())
            .expiresAt(renewedEnd.orElse(successor.expiresAt()))
            .build();
    List<Step> steps = new ArrayList<>();
    steps.add(new Step(KeyAction.OVERLAP_STARTED, successor, settled));
    Optional.ofNullable(successor.rotation().predecessorId())
        .flatMap(ledger.store()::findById)
        .filter(old -> !old.isExpiredAt(now))
        .ifPresent(
            old ->
                steps.add(
                    new Step(
                        KeyAction.OVERLAP_STARTED,
                        old,
                        old.endingAt(TimeLimits.plus(now, overlap)))));
    boolean done = ledger.write(now, AuditContext.SALLYPORT, steps, null) == Outcome.DONE;
    if (done) {
      renewedEnd.ifPresent(end -> tellOfRenewal(settled, end, now));
    }
    return done;
  }

  private void tellOfRenewal(ApiKey key, Instant end, Instant now) {
    if (ledger.events().hasListeners()) {
      ledger.events().publish(new Event.Renewed(now, key.id(), key.owner(), end));
    }
  }

  private static boolean isRenewalDue(RenewalPolicy renewal, CachedKey key, Instant now) {
    return renewal.laterEnd(now, key.renewableBy(), key.createdAt(), key.expiresAt()).isPresent();
  }
}
