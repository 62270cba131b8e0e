package dev.sallyport.internal.management;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.sallyport.audit.AuditContext;
import dev.sallyport.event.Event.KeyAction;
import dev.sallyport.internal.change.KeyChangeWriter;
import dev.sallyport.internal.change.KeyChangeWriter.Step;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.management.BulkAction;
import dev.sallyport.management.BulkResult;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.KeyChanges.Outcome;
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

/** Same action on many keys in one transaction, except those that stay unchanged. */
record BulkChange(
    BulkAction action, Set<UUID> ids, Predicate<ApiKey> isSeen, Predicate<ApiKey> mayChange) {
  static BulkChange of(
      BulkAction action,
      Collection<UUID> ids,
      Predicate<ApiKey> isSeen,
      Predicate<ApiKey> mayChange) {
    Set<UUID> distinct = new LinkedHashSet<>(ids);
    if (distinct.size() > ApiKeyQuery.MAX_SIZE) {
      throw new InvalidValueException(
          "ids must have at most " + ApiKeyQuery.MAX_SIZE + " entries, not " + distinct.size());
    }
    return new BulkChange(action, distinct, isSeen, mayChange);
  }

  /**
   * Attempts the change.
   *
   * @return the result; empty, with nothing changed, after a conflicting change
   */
  Optional<BulkResult> attempt(KeyChangeWriter writer, Instant now, AuditContext by) {
    Map<UUID, ApiKey> found =
        writer.store().findByIds(ids).stream()
            .filter(isSeen)
            .collect(toMap(ApiKey::id, identity()));
    List<Step> steps = new ArrayList<>();
    List<ApiKey> unchanged = new ArrayList<>();
    List<UUID> absent = new ArrayList<>();
    for (UUID id : ids) {
      ApiKey key = found.get(id);
      if (key == null) {
        absent.add(id);
      } else {
        stepFor(key, now).ifPresentOrElse(steps::add, () -> unchanged.add(key));
      }
    }
    boolean done = steps.isEmpty() || writer.write(now, by, steps, null) == Outcome.DONE;
    return done
        ? Optional.of(new BulkResult(steps.stream().map(Step::outcome).toList(), unchanged, absent))
        : Optional.empty();
  }

  private Optional<Step> stepFor(ApiKey key, Instant now) {
    return mayChange.test(key) ? step(key, now) : Optional.empty();
  }

  /** Returns the change of a key; empty if it already has the requested state. */
  private Optional<Step> step(ApiKey key, Instant now) {
    return switch (action) {
      case ACTIVATE -> switching(KeyAction.ACTIVATED, key, true, now);
      case DEACTIVATE -> switching(KeyAction.DEACTIVATED, key, false, now);
      case DELETE -> Optional.of(Step.deleted(KeyAction.DELETED, key));
    };
  }

  private static Optional<Step> switching(
      KeyAction recorded, ApiKey key, boolean active, Instant now) {
    return key.active() == active
        ? Optional.empty()
        : Optional.of(
            new Step(recorded, key, key.toBuilder().active(active).updatedAt(now).build()));
  }
}
