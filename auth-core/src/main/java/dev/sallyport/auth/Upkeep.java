package dev.sallyport.auth;

import dev.sallyport.auth.KeyLedger.Step;
import dev.sallyport.auth.VerifiedTokens.Proven;
import dev.sallyport.auth.spi.Attribution;
import dev.sallyport.auth.spi.Event;
import dev.sallyport.auth.spi.Event.KeyAction;
import dev.sallyport.auth.spi.KeyChanges.Outcome;
import dev.sallyport.auth.spi.StoreException;
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
 * conditional on the key's version, so they undo no other change; a failure harms no request, and
 * the next use tries again.
 */
final class Upkeep {
  private static final Logger log = LoggerFactory.getLogger(Upkeep.class);

  private final KeyLedger ledger;
  private final @Nullable Renewal renewal;
  private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();

  Upkeep(KeyLedger ledger, @Nullable Renewal renewal) {
    this.ledger = ledger;
    this.renewal = renewal;
  }

  void afterUse(Proven proven, Instant now) {
    Duration overlap = proven.key.lineage().overlapFromFirstUse();
    if (overlap != null) {
      once(proven.key, () -> startOverlap(proven.key, overlap, now));
    } else if (renewal != null && proven.key.ttl() != null) {
      renewal
          .endAfterUseAt(now, proven.key)
          .ifPresent(end -> once(proven.key, () -> renew(proven, end, now)));
    }
  }

  /** Many requests may come with one key at once; one of them does the work. */
  private void once(AuthToken key, Runnable work) {
    if (!underWay.add(key.id())) {
      return;
    }
    try {
      work.run();
    } catch (StoreException e) {
      log.warn("Could not bring key {} up to date, will try again: {}", key.id(), e.getMessage());
      log.debug("Could not bring key {} up to date", key.id(), e);
    } finally {
      underWay.remove(key.id());
    }
  }

  private void renew(Proven proven, Instant end, Instant now) {
    AuthToken key = proven.key;
    AuthToken renewed = key.toBuilder().expires(end, key.ttl()).build();
    long changes = ledger.verified().changesSoFar();
    if (!ledger.store().replace(renewed)) {
      ledger.verified().drop(proven);
      return;
    }
    AuthToken stored = renewed.toBuilder().version(key.version() + 1).build();
    ledger.verified().put(proven.readAgain(stored, proven.owner, proven.readAt), changes);
    if (ledger.events().areHeard()) {
      ledger.events().tell(new Event.Renewed(now, key.id(), key.owner(), end));
    }
  }

  private void startOverlap(AuthToken successor, Duration overlap, Instant now) {
    AuthToken settled = successor.toBuilder().lineage(successor.lineage().settled()).build();
    List<Step> steps = new ArrayList<>();
    steps.add(new Step(KeyAction.OVERLAP_STARTED, successor, settled));
    predecessorOf(successor)
        .ifPresent(
            old ->
                steps.add(
                    new Step(KeyAction.OVERLAP_STARTED, old, old.endingAt(now.plus(overlap)))));
    Outcome outcome = ledger.write(now, Attribution.SALLYPORT, steps, null);
    if (outcome != Outcome.DONE) {
      ledger.verified().forget(successor.lookup());
    }
  }

  private Optional<AuthToken> predecessorOf(AuthToken key) {
    return Optional.ofNullable(key.lineage().predecessorId()).flatMap(ledger.store()::findById);
  }
}
