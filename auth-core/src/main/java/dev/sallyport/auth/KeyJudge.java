package dev.sallyport.auth;

import dev.sallyport.auth.AuthResult.Denied;
import dev.sallyport.auth.spi.Event;
import dev.sallyport.auth.token.DenialReason;
import dev.sallyport.auth.token.EffectiveState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Judges a key whose token was proven by its state and its owner's. */
final class KeyJudge {
  private static final Logger log = LoggerFactory.getLogger(KeyJudge.class);

  private final @Nullable MaxLifetime maxLifetime;
  private final Events events;
  private final OncePerDay expired = new OncePerDay();
  private final OncePerDay overAge = new OncePerDay();

  KeyJudge(@Nullable MaxLifetime maxLifetime, Events events) {
    this.maxLifetime = maxLifetime;
    this.events = events;
  }

  /** Returns the denial that a key's state calls for; null if it is active. */
  @Nullable Denied objection(KeyState key, Instant now) {
    long micros = Micros.ceiling(now); // a key is valid at its last instant, and no longer
    MaxLifetime limit = maxLifetime;
    boolean isOverAge = limit != null && limit.isExceededAt(micros, key);
    boolean isDenied = isOverAge && limit != null && limit.isEnforced();
    EffectiveState state =
        EffectiveState.of(
            true, // an owner in a deactivated account is no active owner
            key.isOwnerActive(),
            key.isKeyActive(),
            micros > key.expiresAt(),
            isDenied);
    if (state == EffectiveState.EXPIRED) {
      noteExpired(key, now);
    } else if (isOverAge && (state == EffectiveState.OVER_AGE || state == EffectiveState.ACTIVE)) {
      noteOverAge(key, now);
    }
    DenialReason reason = reason(state);
    return reason == null ? null : new Denied(reason, key.id());
  }

  private static @Nullable DenialReason reason(EffectiveState state) {
    return switch (state) {
      case ACTIVE -> null;
      case INACTIVE -> DenialReason.KEY_INACTIVE;
      case EXPIRED -> DenialReason.KEY_EXPIRED;
      case OVER_AGE -> DenialReason.KEY_OVER_AGE;
      case OWNER_INACTIVE, ACCOUNT_INACTIVE -> DenialReason.OWNER_INACTIVE;
    };
  }

  private void noteExpired(KeyState key, Instant now) {
    if (events.areHeard() && expired.isFirst(key.id(), now)) {
      Instant expiresAt = Micros.toInstant(key.expiresAt());
      events.tell(new Event.Expired(now, key.id(), key.owner(), expiresAt));
    }
  }

  private void noteOverAge(KeyState key, Instant now) {
    if (overAge.isFirst(key.id(), now)) {
      Duration age = Duration.between(Micros.toInstant(key.createdAt()), now);
      log.warn(
          "Key {} of {} is {} days old, which is more than keys should be: rotate it",
          key.id(),
          key.owner(),
          age.toDays());
      events.tell(new Event.OverAge(now, key.id(), key.owner(), age));
    }
  }
}
