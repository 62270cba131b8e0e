package dev.sallyport.auth;

import dev.sallyport.auth.KeyLedger.Step;
import dev.sallyport.auth.spi.Event.KeyAction;
import dev.sallyport.auth.token.AuthToken;
import java.time.Instant;
import java.util.Optional;

/** What can be done to many keys at once. */
public enum BulkAction {
  ACTIVATE,
  DEACTIVATE,
  DELETE;

  /** Empty if there is nothing to do. */
  Optional<Step> stepFor(AuthToken key, Instant now) {
    return switch (this) {
      case ACTIVATE -> switching(KeyAction.ACTIVATED, key, true, now);
      case DEACTIVATE -> switching(KeyAction.DEACTIVATED, key, false, now);
      case DELETE -> Optional.of(Step.deleted(KeyAction.DELETED, key));
    };
  }

  private static Optional<Step> switching(
      KeyAction action, AuthToken key, boolean active, Instant now) {
    return key.active() == active
        ? Optional.empty()
        : Optional.of(new Step(action, key, key.toBuilder().active(active).updatedAt(now).build()));
  }
}
