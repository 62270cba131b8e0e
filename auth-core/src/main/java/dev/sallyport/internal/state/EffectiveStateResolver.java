package dev.sallyport.internal.state;

import dev.sallyport.internal.TimeLimits;
import dev.sallyport.internal.verification.OwnerStatusResolver;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.EffectiveState;
import dev.sallyport.key.KeyWithOwnerStatus;
import dev.sallyport.key.Owner;
import dev.sallyport.key.OwnerProfile;
import dev.sallyport.key.OwnerStatus;
import dev.sallyport.management.KeyWithState;
import dev.sallyport.management.MaxLifetime;
import dev.sallyport.spi.OwnerDirectory;
import dev.sallyport.spi.SummaryQuery;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Resolver of the {@link EffectiveState} of stored keys, and of conditions that select by it. */
public record EffectiveStateResolver(
    OwnerDirectory owners, @Nullable MaxLifetime maxLifetime, Clock clock) {
  /** Returns the keys with their states, in the same order; looks up each owner once. */
  public List<KeyWithState> of(Collection<ApiKey> keys) {
    return ofStored(keys.stream().map(KeyWithOwnerStatus::withoutOwner).toList());
  }

  /** Returns the same for keys of a store, which may have read their owners already. */
  public List<KeyWithState> ofStored(Collection<KeyWithOwnerStatus> keys) {
    Instant now = clock.instant();
    Set<Owner> unread =
        keys.stream()
            .filter(it -> it.ownerStatus().isEmpty())
            .map(it -> it.key().owner())
            .collect(Collectors.toSet());
    Map<Owner, OwnerProfile> profiles = unread.isEmpty() ? Map.of() : owners.findAll(unread);
    return keys.stream()
        .map(
            it ->
                of(
                    it.key(),
                    it.ownerStatus()
                        .orElseGet(
                            () -> OwnerStatusResolver.status(profiles.get(it.key().owner()))),
                    now))
        .toList();
  }

  private KeyWithState of(ApiKey key, OwnerStatus ownerOfName, Instant now) {
    OwnerStatus owner = ownerOfName.forKey(key);
    EffectiveState state =
        EffectiveState.of(
            owner.accountActive(),
            owner.userActive(),
            key.active(),
            key.isExpiredAt(now),
            maxLifetime != null && maxLifetime.isDeniedAt(now, key));
    return new KeyWithState(key, state, effectiveEnd(key), owner);
  }

  private @Nullable Instant effectiveEnd(ApiKey key) {
    Instant end = key.expiresAt();
    return MaxLifetime.endOf(maxLifetime, key.createdAt())
        .filter(oldest -> end == null || oldest.isBefore(end))
        .orElse(end);
  }

  /**
   * Returns the conditions by which keys are counted and selected now.
   *
   * @param accountId account; null for all
   */
  public SummaryQuery conditions(@Nullable String accountId, Duration soon) {
    Instant now = clock.instant();
    Instant horizon = TimeLimits.plus(now, TimeLimits.require("the period", soon));
    Instant createdBefore = maxLifetime == null ? Instant.EPOCH : now.minus(maxLifetime.age());
    boolean isEnforced = maxLifetime != null && maxLifetime.isEnforced();
    return new SummaryQuery(accountId, now, horizon, createdBefore, isEnforced);
  }
}
