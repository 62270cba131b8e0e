package dev.sallyport.auth;

import dev.sallyport.auth.AuthResult.Denied;
import dev.sallyport.auth.VerifiedTokens.Proven;
import dev.sallyport.auth.spi.Event;
import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.DenialReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
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

  /** What speaks against it; empty if nothing does. */
  Optional<Denied> objection(Proven proven, Instant now) {
    AuthToken key = proven.key;
    if (!proven.owner.isActive()) {
      return Optional.of(new Denied(DenialReason.OWNER_INACTIVE, key.id()));
    }
    if (!key.active()) {
      return Optional.of(new Denied(DenialReason.KEY_INACTIVE, key.id()));
    }
    if (key.isExpiredAt(now)) {
      noteExpired(key, now);
      return Optional.of(new Denied(DenialReason.KEY_EXPIRED, key.id()));
    }
    if (maxLifetime != null && maxLifetime.isExceededAt(now, key)) {
      noteOverAge(key, now);
      if (maxLifetime.policy() == MaxLifetime.Policy.REJECT) {
        return Optional.of(new Denied(DenialReason.KEY_OVER_AGE, key.id()));
      }
    }
    return Optional.empty();
  }

  private void noteExpired(AuthToken key, Instant now) {
    Instant expiresAt = key.expiresAt();
    if (expiresAt != null && events.areHeard() && expired.isFirst(key.id(), now)) {
      events.tell(new Event.Expired(now, key.id(), key.owner(), expiresAt));
    }
  }

  private void noteOverAge(AuthToken key, Instant now) {
    if (overAge.isFirst(key.id(), now)) {
      Duration age = Duration.between(key.createdAt(), now);
      log.warn(
          "Key {} of {} is {} days old, which is more than keys should be: rotate it",
          key.id(),
          key.owner(),
          age.toDays());
      events.tell(new Event.OverAge(now, key.id(), key.owner(), age));
    }
  }
}
