package dev.sallyport.auth;

import dev.sallyport.auth.AuthResult.Denied;
import dev.sallyport.auth.spi.Event;
import dev.sallyport.auth.token.DenialReason;
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

  /** What speaks against it; null if nothing does. */
  @Nullable Denied objection(KeyState key, Instant now) {
    if (!key.isOwnerActive()) {
      return new Denied(DenialReason.OWNER_INACTIVE, key.id());
    }
    if (!key.isKeyActive()) {
      return new Denied(DenialReason.KEY_INACTIVE, key.id());
    }
    long micros = Micros.ceiling(now); // a key is valid at its last instant, and no longer
    if (micros > key.expiresAt()) {
      noteExpired(key, now);
      return new Denied(DenialReason.KEY_EXPIRED, key.id());
    }
    if (maxLifetime != null && maxLifetime.isExceededAt(micros, key)) {
      noteOverAge(key, now);
      if (maxLifetime.policy() == MaxLifetime.Policy.REJECT) {
        return new Denied(DenialReason.KEY_OVER_AGE, key.id());
      }
    }
    return null;
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
