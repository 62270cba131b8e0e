package dev.sallyport.auth;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.sallyport.auth.KeyLedger.Step;
import dev.sallyport.auth.spi.Attribution;
import dev.sallyport.auth.spi.KeyChanges.Outcome;
import dev.sallyport.auth.spi.TokenQuery;
import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.OutOfBoundsException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/** One thing done to many keys, all of them together or none, but for those left as they are. */
record BulkChange(
    BulkAction action, Set<UUID> ids, Predicate<AuthToken> isSeen, Predicate<AuthToken> mayChange) {
  static BulkChange of(
      BulkAction action,
      Collection<UUID> ids,
      Predicate<AuthToken> isSeen,
      Predicate<AuthToken> mayChange) {
    Set<UUID> distinct = new LinkedHashSet<>(ids);
    if (distinct.size() > TokenQuery.MAX_SIZE) {
      throw new OutOfBoundsException("at most " + TokenQuery.MAX_SIZE + " keys at once");
    }
    return new BulkChange(action, distinct, isSeen, mayChange);
  }

  /** Empty, with nothing done, if others were faster with one of them. */
  Optional<BulkResult> attempt(KeyLedger ledger, Instant now, Attribution by) {
    Map<UUID, AuthToken> found =
        ledger.store().findByIds(ids).stream()
            .filter(isSeen)
            .collect(toMap(AuthToken::id, identity()));
    List<Step> steps = new ArrayList<>();
    List<AuthToken> unchanged = new ArrayList<>();
    List<UUID> absent = new ArrayList<>();
    for (UUID id : ids) {
      AuthToken key = found.get(id);
      if (key == null) {
        absent.add(id);
      } else {
        stepFor(key, now).ifPresentOrElse(steps::add, () -> unchanged.add(key));
      }
    }
    boolean done = steps.isEmpty() || ledger.write(now, by, steps, null) == Outcome.DONE;
    return done
        ? Optional.of(new BulkResult(steps.stream().map(Step::outcome).toList(), unchanged, absent))
        : Optional.empty();
  }

  private Optional<Step> stepFor(AuthToken key, Instant now) {
    return mayChange.test(key) ? action.stepFor(key, now) : Optional.empty();
  }
}
