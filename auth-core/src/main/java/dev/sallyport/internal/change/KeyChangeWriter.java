package dev.sallyport.internal.change;

import dev.sallyport.audit.AuditContext;
import dev.sallyport.audit.AuditRecord;
import dev.sallyport.event.Event;
import dev.sallyport.event.Event.KeyAction;
import dev.sallyport.key.ApiKey;
import dev.sallyport.spi.ApiKeyStore;
import dev.sallyport.spi.Invalidation;
import dev.sallyport.spi.KeyChanges;
import dev.sallyport.spi.KeyChanges.Limit;
import dev.sallyport.spi.KeyChanges.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes changes of keys down, all or none, with what the audit log says of them; then makes them
 * known.
 */
public record KeyChangeWriter(
    ApiKeyStore store, InvalidationPublisher invalidations, EventPublisher events) {
  /** One key before and after; null where there is none. */
  public record Step(KeyAction action, @Nullable ApiKey before, @Nullable ApiKey after) {
    public static Step created(KeyAction action, ApiKey key) {
      return new Step(action, null, key);
    }

    public static Step deleted(KeyAction action, ApiKey key) {
      return new Step(action, key, null);
    }

    private boolean isReplacement() {
      return before != null && after != null;
    }

    /** Either of them. */
    private ApiKey key() {
      return Objects.requireNonNull(after == null ? before : after, "a step is about some key");
    }

    private AuditRecord record(Instant at, AuditContext by) {
      AuditText text = AuditText.of(before, after);
      String subject = "key:" + key().id();
      return AuditRecord.of(at, action.word(), subject, by, text.before(), text.after());
    }

    private Event event(Instant at, AuditContext by) {
      return new Event.KeyChanged(at, action, redacted(before), redacted(stored()), by);
    }

    private static @Nullable ApiKey redacted(@Nullable ApiKey key) {
      return key == null ? null : key.redacted();
    }

    /** What is in the store afterwards or, if it is gone, was there last. */
    public ApiKey outcome() {
      ApiKey stored = stored();
      return stored == null ? key() : stored;
    }

    /** What is in the store afterwards. */
    public @Nullable ApiKey stored() {
      return after != null && before != null ? after.nextVersion() : after;
    }
  }

  /** Does all steps or none; a limit counts the keys of an owner after them. */
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
    } finally { // also if it failed: nobody knows whether it was done all the same
      invalidations.publish(
          steps.stream()
              .<Invalidation>map(step -> new Invalidation.OfKey(step.key().id()))
              .toList());
    }
    if (outcome == Outcome.DONE && events.hasListeners()) {
      steps.forEach(step -> events.publish(step.event(now, by)));
    }
    return outcome;
  }

  private static List<ApiKey> keys(Stream<@Nullable ApiKey> keys) {
    return keys.map(Objects::requireNonNull).toList();
  }
}
