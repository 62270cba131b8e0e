package dev.sallyport.internal.management;

import dev.sallyport.internal.TimeLimits;
import dev.sallyport.key.ApiKey;
import dev.sallyport.management.Lifetime;
import dev.sallyport.management.MaxLifetime;
import dev.sallyport.management.RenewalPolicy;
import dev.sallyport.management.Validity;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Calculator of the validity of keys from expiry, renewal by use and maximum lifetime.
 *
 * @param ttlByDefault default ttl; null for unlimited
 * @param renewal renewal by use; null for none. A renewable key still counts as renewable without
 *     limit, because the setting may change later
 * @param maxLifetime maximum lifetime; null for none
 */
record ValidityCalculator(
    @Nullable Duration ttlByDefault,
    @Nullable RenewalPolicy renewal,
    @Nullable MaxLifetime maxLifetime) {
  /** Returns the validity of a stored key. */
  Validity of(ApiKey key) {
    Instant end = key.expiresAt();
    if (end == null) {
      return bounded(Validity.ENDLESS, key.createdAt());
    }
    boolean isRenewable = key.renewable() && !key.rotation().expiryFixed();
    return isRenewable
        ? renewable(end, key.createdAt())
        : bounded(new Validity(end, end), key.createdAt());
  }

  /** Returns the validity of a key that is used now, even if its renewal is not due yet. */
  Validity afterUse(ApiKey key, Instant now) {
    Validity stored = of(key);
    return renewal == null
        ? stored
        : new RenewalPolicy(renewal.maxTtl(), Duration.ZERO)
            .endAfterUseAt(now, key)
            .map(end -> bounded(new Validity(end, stored.latestEnd()), key.createdAt()))
            .orElse(stored);
  }

  /** Returns the validity of a key that gets a lifetime now. */
  Validity of(Lifetime lifetime, Instant createdAt, Instant now) {
    if (lifetime instanceof Lifetime.Until until) {
      return bounded(new Validity(until.expiresAt(), until.expiresAt()), createdAt);
    }
    if (lifetime instanceof Lifetime.For some && !some.renewable()) {
      Instant end = TimeLimits.plus(now, some.ttl());
      return bounded(new Validity(end, end), createdAt);
    }
    Duration ttl = lifetime instanceof Lifetime.For some ? some.ttl() : ttlByDefault;
    return ttl == null || lifetime instanceof Lifetime.Endless
        ? bounded(Validity.ENDLESS, createdAt)
        : renewable(TimeLimits.plus(now, ttl), createdAt);
  }

  /** Returns the validity of a successor that is created now. */
  Validity ofSuccessor(ApiKey key, Instant now) {
    Duration ttl = key.ttl();
    if (ttl == null) {
      return bounded(Validity.ENDLESS, now);
    }
    Instant end = TimeLimits.plus(now, ttl);
    return key.renewable() ? renewable(end, now) : bounded(new Validity(end, end), now);
  }

  private Validity renewable(Instant end, Instant createdAt) {
    Duration maxTtl = renewal == null ? null : renewal.maxTtl();
    Instant last = maxTtl == null ? Instant.MAX : TimeLimits.plus(createdAt, maxTtl);
    return bounded(new Validity(end, last.isBefore(end) ? end : last), createdAt);
  }

  private Validity bounded(Validity validity, Instant createdAt) {
    return MaxLifetime.endOf(maxLifetime, createdAt).map(validity::until).orElse(validity);
  }
}
