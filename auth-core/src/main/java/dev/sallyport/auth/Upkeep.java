package dev.sallyport.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sallyport.auth.KeyLedger.Step;
import dev.sallyport.auth.VerifiedTokens.Proven;
import dev.sallyport.auth.spi.Attribution;
import dev.sallyport.auth.spi.Event;
import dev.sallyport.auth.spi.Event.KeyAction;
import dev.sallyport.auth.spi.KeyChanges.Outcome;
import dev.sallyport.auth.token.AuthToken;
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
final class Upkeep {
  static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(30);
  private static final int MAX_FAILED = 10_000;
  private static final int MAX_ATTEMPTS = 5;
  private static final Logger log = LoggerFactory.getLogger(Upkeep.class);

  private final KeyLedger ledger;
  private final @Nullable Renewal renewal;
  private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();
  private final Cache<UUID, Instant> failedAt =
      Caffeine.newBuilder().maximumSize(MAX_FAILED).build();

  Upkeep(KeyLedger ledger, @Nullable Renewal renewal) {
    this.ledger = ledger;
    this.renewal = renewal;
  }

  /** Call after a use of a key whose state is fresh. */
  void afterUse(Proven proven, Instant now) {
    AuthToken key = proven.key;
    if (key.lineage().overlapFromFirstUse() != null) {
      once(key, now, () -> startOverlap(key, now));
    } else if (renewal != null && key.renewable()) {
      Instant end = renewal.endAfterUseAt(now, key).orElse(null);
      if (end != null) {
        once(key, now, () -> renew(proven, end, now));
      }
    }
  }

  /** Many requests may come with one key at once; one of them does the work. */
  private void once(AuthToken key, Instant now, Runnable work) {
    Instant failure = failedAt.getIfPresent(key.id());
    boolean isPausing = failure != null && now.isBefore(failure.plus(PAUSE_AFTER_FAILURE));
    if (isPausing || !underWay.add(key.id())) {
      return;
    }
    try {
      work.run();
    } catch (RuntimeException e) {
      failedAt.put(key.id(), now);
      log.warn("Could not bring key {} up to date, will try again: {}", key.id(), e.getMessage());
      log.debug("Could not bring key {} up to date", key.id(), e);
    } finally {
      underWay.remove(key.id());
    }
  }

  private void renew(Proven proven, Instant end, Instant now) {
    AuthToken key = proven.key;
    AuthToken renewed = key.toBuilder().expiresAt(end).build();
    if (!ledger.store().replace(renewed)) {
      ledger.verified().drop(proven);
      return;
    }
    AuthToken stored = renewed.nextVersion();
    ledger.verified().replace(proven, proven.readAgain(stored, proven.owner, proven.readAt));
    tellOfRenewal(stored, end, now);
  }

  private void startOverlap(AuthToken used, Instant now) {
    Optional<AuthToken> successor = Optional.of(used);
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Duration overlap = successor.map(it -> it.lineage().overlapFromFirstUse()).orElse(null);
      if (overlap == null || startOverlap(successor.orElseThrow(), overlap, now)) {
        return;
      }
      successor = ledger.store().findById(used.id());
    }
  }

  private boolean startOverlap(AuthToken successor, Duration overlap, Instant now) {
    Optional<Instant> renewedEnd =
        Optional.ofNullable(renewal).flatMap(it -> it.endAfterUseAt(now, successor));
    AuthToken settled =
        successor.toBuilder()
            .lineage(successor.lineage().settled())
            .expiresAt(renewedEnd.orElse(successor.expiresAt()))
            .build();
    List<Step> steps = new ArrayList<>();
    steps.add(new Step(KeyAction.OVERLAP_STARTED, successor, settled));
    Optional.ofNullable(successor.lineage().predecessorId())
        .flatMap(ledger.store()::findById)
        .filter(old -> !old.isExpiredAt(now))
        .ifPresent(
            old ->
                steps.add(
                    new Step(
                        KeyAction.OVERLAP_STARTED, old, old.endingAt(Bounds.plus(now, overlap)))));
    boolean done = ledger.write(now, Attribution.SALLYPORT, steps, null) == Outcome.DONE;
    if (done) {
      renewedEnd.ifPresent(end -> tellOfRenewal(settled, end, now));
    }
    return done;
  }

  private void tellOfRenewal(AuthToken key, Instant end, Instant now) {
    if (ledger.events().areHeard()) {
      ledger.events().tell(new Event.Renewed(now, key.id(), key.owner(), end));
    }
  }
}
