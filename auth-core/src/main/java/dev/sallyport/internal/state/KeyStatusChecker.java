package dev.sallyport.internal.state;

import dev.sallyport.authentication.AuthenticationResult.Denied;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.event.Event;
import dev.sallyport.internal.event.EventPublisher;
import dev.sallyport.internal.verification.CachedKey;
import dev.sallyport.key.EffectiveState;
import dev.sallyport.management.MaxLifetime;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks the state of a key with a verified token and of its owner. */
public final class KeyStatusChecker {
  private static final Logger log = LoggerFactory.getLogger(KeyStatusChecker.class);

  private final @Nullable MaxLifetime maxLifetime;
  private final EventPublisher events;
  private final DailyDeduplicator expired = new DailyDeduplicator();
  private final DailyDeduplicator overAge = new DailyDeduplicator();

  public KeyStatusChecker(@Nullable MaxLifetime maxLifetime, EventPublisher events) {
    this.maxLifetime = maxLifetime;
    this.events = events;
  }

  /** Returns the denial for a key; null if the key is active. */
  public @Nullable Denied denial(CachedKey key, Instant now) {
    Instant end = key.expiresAt();
    MaxLifetime limit = maxLifetime;
    boolean isOverAge = limit != null && limit.isExceededAt(now, key.createdAt());
    boolean isDenied = isOverAge && limit != null && limit.isEnforced();
    EffectiveState state =
        EffectiveState.of(
            true, // ownerActive includes the account
            key.ownerActive(),
            key.active(),
            end != null && now.isAfter(end), // the expiry is inclusive
            isDenied);
    if (state == EffectiveState.EXPIRED && end != null) {
      publishExpired(key, end, now);
    } else if (limit != null
        && isOverAge
        && (state == EffectiveState.OVER_AGE || state == EffectiveState.ACTIVE)) {
      publishOverAge(key, limit.age(), now);
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

  private void publishExpired(CachedKey key, Instant end, Instant now) {
    if (events.hasListeners() && expired.isFirst(key.id(), now)) {
      events.publish(new Event.Expired(now, key.id(), key.key().owner(), end));
    }
  }

  private void publishOverAge(CachedKey key, Duration maxAge, Instant now) {
    if (overAge.isFirst(key.id(), now)) {
      Duration age = Duration.between(key.createdAt(), now);
      log.warn(
          "API key {} (owner {}) is {} days old and exceeds max-lifetime-days={}; rotate it",
          key.id(),
          key.key().owner(),
          age.toDays(),
          maxAge.toDays());
      events.publish(new Event.OverAge(now, key.id(), key.key().owner(), age));
    }
  }
}
