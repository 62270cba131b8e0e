package dev.sallyport.internal.management;

import dev.sallyport.internal.TimeLimits;
import dev.sallyport.internal.change.RenewalPolicy;
import dev.sallyport.key.ApiKey;
import dev.sallyport.management.Lifetime;
import dev.sallyport.management.MaxLifetime;
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
    boolean isRenewable = key.renewable() && !key.rotation().expiryFixed();
    return of(new Term(key.expiresAt(), key.ttl(), isRenewable), key.createdAt());
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
    return of(term(lifetime, now), createdAt);
  }

  /** Returns the validity of a successor that is created now. */
  Validity ofSuccessor(ApiKey key, Instant now) {
    return of(Term.of(key.ttl(), key.renewable(), now), now);
  }

  private Validity of(Term term, Instant createdAt) {
    Instant end = term.end();
    if (end == null) {
      return bounded(Validity.ENDLESS, createdAt);
    }
    Duration maxTtl = renewal == null ? null : renewal.maxTtl();
    Instant last = maxTtl == null ? Instant.MAX : TimeLimits.plus(createdAt, maxTtl);
    boolean isExtended = term.renewable() && last.isAfter(end);
    return bounded(new Validity(end, isExtended ? last : end), createdAt);
  }

  /** Returns the term of a key that gets a lifetime now. */
  Term term(Lifetime lifetime, Instant now) {
    if (lifetime instanceof Lifetime.Until until) {
      Instant end = until.expiresAt();
      return new Term(end, Duration.between(now, end), false);
    }
    if (lifetime instanceof Lifetime.For some) {
      return Term.of(some.ttl(), some.renewable(), now);
    }
    return Term.of(lifetime instanceof Lifetime.Endless ? null : ttlByDefault, true, now);
  }

  /**
   * Expiry of a key.
   *
   * @param end expiry; null for none
   * @param ttl time that a renewal by use adds; null without an expiry
   * @param renewable whether use moves the expiry
   */
  record Term(@Nullable Instant end, @Nullable Duration ttl, boolean renewable) {
    static Term of(@Nullable Duration ttl, boolean renewable, Instant now) {
      return ttl == null
          ? new Term(null, null, false)
          : new Term(TimeLimits.plus(now, ttl), ttl, renewable);
    }

    ApiKey.Builder applyTo(ApiKey.Builder key) {
      return key.expiresAt(end).ttl(ttl).renewable(renewable);
    }
  }

  private Validity bounded(Validity validity, Instant createdAt) {
    return MaxLifetime.endOf(maxLifetime, createdAt).map(validity::until).orElse(validity);
  }
}
