package dev.sallyport.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sallyport.auth.KeyLedger.Step;
import dev.sallyport.auth.spi.Attribution;
import dev.sallyport.auth.spi.Change;
import dev.sallyport.auth.spi.Event;
import dev.sallyport.auth.spi.Event.KeyAction;
import dev.sallyport.auth.spi.KeyChanges.Outcome;
import dev.sallyport.auth.token.AuthToken;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
  static final Duration MAX_PAUSE_AFTER_FAILURE = Duration.ofSeconds(30);

  /**
   * A key whose end is near is tried again sooner, so that it does not end for one failed write.
   */
  private static final int ATTEMPTS_IN_TIME_LEFT = 10;

  private static final int MAX_FAILED = 10_000;
  private static final int MAX_ATTEMPTS = 5;
  private static final Logger log = LoggerFactory.getLogger(Upkeep.class);

  private final KeyLedger ledger;
  private final StoreCalls calls;
  private final @Nullable Renewal renewal;
  private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();
  private final Cache<UUID, Instant> retryAt =
      Caffeine.newBuilder().maximumSize(MAX_FAILED).build();

  Upkeep(KeyLedger ledger, StoreCalls calls, @Nullable Renewal renewal) {
    this.ledger = ledger;
    this.calls = calls;
    this.renewal = renewal;
  }

  /** Call after a use of a key whose state is fresh. */
  void afterUse(ProvenToken token, KeyState state, Instant now) {
    if (state.traits().opensOverlap()) {
      once(state, now, () -> startOverlap(state.id(), now));
    } else if (renewal != null && renewal.isDueAt(Micros.floor(now), state)) {
      once(state, now, () -> renew(renewal, token, state, now));
    }
  }

  /** Many requests may come with one key at once; one of them does the work. */
  private void once(KeyState state, Instant now, Runnable work) {
    UUID keyId = state.id();
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
      retryAt.put(keyId, now.plus(pauseAfterFailure(state, now)));
      log.warn("Could not bring key {} up to date, will try again: {}", keyId, e.getMessage());
      log.debug("Could not bring key {} up to date", keyId, e);
    } finally {
      underWay.remove(keyId);
    }
  }

  private static Duration pauseAfterFailure(KeyState state, Instant now) {
    long left = Math.max(0, state.expiresAt() - Micros.floor(now)) / ATTEMPTS_IN_TIME_LEFT;
    return left < Micros.of(MAX_PAUSE_AFTER_FAILURE)
        ? Duration.of(left, ChronoUnit.MICROS)
        : MAX_PAUSE_AFTER_FAILURE;
  }

  private void renew(Renewal renewal, ProvenToken token, KeyState state, Instant now) {
    Optional<AuthToken> known =
        ledger.store().findById(state.id()).filter(key -> state.isVersionOf(key));
    Optional<Instant> end = known.flatMap(key -> renewal.endAfterUseAt(now, key));
    if (end.isPresent() && replaceEnd(known.orElseThrow(), end.get())) {
      KeyState renewed = state.replacedEndingAt(Micros.floor(end.get()));
      ledger.news().verified().update(token, renewed);
      tellOfRenewal(known.orElseThrow(), end.get(), now);
    } else {
      ledger.news().hear(new Change.OfKey(state.id())); // it is another by now: read it again
    }
  }

  private boolean replaceEnd(AuthToken key, Instant end) {
    return ledger.store().replace(key.toBuilder().expiresAt(end).build());
  }

  private void startOverlap(UUID successorId, Instant now) {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      AuthToken successor = ledger.store().findById(successorId).orElse(null);
      Duration overlap = successor == null ? null : successor.lineage().overlapFromFirstUse();
      if (successor == null || overlap == null) {
        ledger.news().hear(new Change.OfKey(successorId)); // somebody was faster: read it again
        return;
      }
      if (startOverlap(successor, overlap, now)) {
        return;
      }
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
