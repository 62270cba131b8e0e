package dev.sallyport.internal.change;

import dev.sallyport.audit.AuditContext;
import dev.sallyport.audit.AuditRecord;
import dev.sallyport.event.Event;
import dev.sallyport.event.Event.KeyAction;
import dev.sallyport.internal.event.EventPublisher;
import dev.sallyport.key.ApiKey;
import dev.sallyport.spi.ApiKeyStore;
import dev.sallyport.spi.Invalidation;
import dev.sallyport.spi.KeyChanges;
import dev.sallyport.spi.KeyChanges.Limit;
import dev.sallyport.spi.KeyChanges.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes changes of keys with their audit records, all or none, and then publishes invalidations
 * and events.
 */
public record KeyChangeWriter(
    ApiKeyStore store, InvalidationPublisher invalidations, EventPublisher events) {
  /**
   * Change of one key.
   *
   * @param action kind of the change
   * @param before key before the change; null if it is new
   * @param after key after the change; null if it is deleted
   */
  public record Step(KeyAction action, @Nullable ApiKey before, @Nullable ApiKey after) {
    /** Returns the addition of a key. */
    public static Step created(KeyAction action, ApiKey key) {
      return new Step(action, null, key);
    }

    /** Returns the deletion of a key. */
    public static Step deleted(KeyAction action, ApiKey key) {
      return new Step(action, key, null);
    }

    private boolean isReplacement() {
      return before != null && after != null;
    }

    /** Returns the key after the change or, if it is deleted, before. */
    private ApiKey key() {
      return Objects.requireNonNull(
          after == null ? before : after, "a step needs a key before or after");
    }

    private AuditRecord record(Instant at, AuditContext by) {
      AuditText text = AuditText.of(before, after);
      String subject = "key:" + key().id();
      return AuditRecord.of(at, action.word(), subject, by, text.before(), text.after());
    }

    private Event event(Instant at, AuditContext by) {
      return new Event.KeyChanged(at, action, redacted(before), redacted(stored()), by);
    }

    private static Optional<ApiKey> redacted(@Nullable ApiKey key) {
      return Optional.ofNullable(key).map(ApiKey::redacted);
    }

    /** Returns the stored key after the change or, if it is deleted, the last stored one. */
    public ApiKey outcome() {
      ApiKey stored = stored();
      return stored == null ? key() : stored;
    }

    /** Returns the stored key after the change; null if it is deleted. */
    public @Nullable ApiKey stored() {
      return after != null && before != null ? after.nextVersion() : after;
    }
  }

  /** Applies all steps or none; a limit counts the keys of an owner after them. */
  public Outcome write(Instant now, AuditContext by, List<Step> steps, @Nullable Limit limit) {
    KeyChanges changes =
        new KeyChanges(
            keys(steps.stream().filter(step -> step.after() == null).map(Step::before)),
            keys(steps.stream().filter(Step::isReplacement).map(Step::after)),
            keys(steps.stream().filter(step -> step.before() == null).map(Step::after)),
            limit,
            steps.stream().map(step -> step.record(now, by)).toList());
    Outcome outcome;
    try {
      outcome = store.apply(changes);
    } finally { // also after a failure: the change may have been stored
      invalidations.publish(
          steps.stream()
              .<Invalidation>map(step -> new Invalidation.OfKey(step.key().id()))
              .toList());
    }
    if (outcome == Outcome.DONE && events.hasListeners()) {
      steps.forEach(step -> events.publishCommitted(step.event(now, by)));
    }
    return outcome;
  }

  private static List<ApiKey> keys(Stream<@Nullable ApiKey> keys) {
    return keys.map(Objects::requireNonNull).toList();
  }
}
