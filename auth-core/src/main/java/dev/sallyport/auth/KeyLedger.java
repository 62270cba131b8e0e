package dev.sallyport.auth;

import dev.sallyport.auth.spi.Attribution;
import dev.sallyport.auth.spi.AuditRecord;
import dev.sallyport.auth.spi.Change;
import dev.sallyport.auth.spi.Event;
import dev.sallyport.auth.spi.Event.KeyAction;
import dev.sallyport.auth.spi.KeyChanges;
import dev.sallyport.auth.spi.KeyChanges.Limit;
import dev.sallyport.auth.spi.KeyChanges.Outcome;
import dev.sallyport.auth.spi.TokenStore;
import dev.sallyport.auth.token.AuthToken;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes changes of keys down, all or none, with what the audit log says of them; then makes them
 * known.
 */
record KeyLedger(TokenStore store, News news, Events events) {
  /** One key before and after; null where there is none. */
  record Step(KeyAction action, @Nullable AuthToken before, @Nullable AuthToken after) {
    static Step created(KeyAction action, AuthToken key) {
      return new Step(action, null, key);
    }

    static Step deleted(KeyAction action, AuthToken key) {
      return new Step(action, key, null);
    }

    private boolean isReplacement() {
      return before != null && after != null;
    }

    /** Either of them. */
    private AuthToken key() {
      return Objects.requireNonNull(after == null ? before : after, "a step is about some key");
    }

    private AuditRecord record(Instant at, Attribution by) {
      AuditText text = AuditText.of(before, after);
      String subject = "key:" + key().id();
      return AuditRecord.of(at, action.word(), subject, by, text.before(), text.after());
    }

    private Event event(Instant at, Attribution by) {
      return new Event.KeyChanged(at, action, redacted(before), redacted(stored()), by);
    }

    private static @Nullable AuthToken redacted(@Nullable AuthToken key) {
      return key == null ? null : key.redacted();
    }

    /** What is in the store afterwards or, if it is gone, was there last. */
    AuthToken outcome() {
      AuthToken stored = stored();
      return stored == null ? key() : stored;
    }

    /** What is in the store afterwards. */
    @Nullable AuthToken stored() {
      return after != null && before != null ? after.nextVersion() : after;
    }
  }

  /** Does all steps or none; a limit counts the keys of an owner after them. */
  Outcome write(Instant now, Attribution by, List<Step> steps, @Nullable Limit limit) {
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
      news.tell(steps.stream().<Change>map(step -> new Change.OfKey(step.key().id())).toList());
    }
    if (outcome == Outcome.DONE && events.areHeard()) {
      steps.forEach(step -> events.tell(step.event(now, by)));
    }
    return outcome;
  }

  private static List<AuthToken> keys(Stream<@Nullable AuthToken> keys) {
    return keys.map(Objects::requireNonNull).toList();
  }
}
