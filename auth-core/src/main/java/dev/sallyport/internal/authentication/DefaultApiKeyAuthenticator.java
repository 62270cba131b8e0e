package dev.sallyport.internal.authentication;

import dev.sallyport.authentication.ApiKeyAuthenticator;
import dev.sallyport.authentication.AuthenticationResult;
import dev.sallyport.authentication.AuthenticationResult.Authenticated;
import dev.sallyport.authentication.AuthenticationResult.Denied;
import dev.sallyport.authentication.OverloadedException;
import dev.sallyport.authentication.TokenLookupResult;
import dev.sallyport.authorization.AccessRequest;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.authorization.RateLimiter;
import dev.sallyport.authorization.RateLimiter.RateLimitResult;
import dev.sallyport.event.Event;
import dev.sallyport.internal.EpochMicros;
import dev.sallyport.internal.access.AccessControl;
import dev.sallyport.internal.change.AfterUseTasks;
import dev.sallyport.internal.event.EventPublisher;
import dev.sallyport.internal.limit.FailureThrottle;
import dev.sallyport.internal.limit.FailureThrottle.Origin;
import dev.sallyport.internal.state.KeyStatusChecker;
import dev.sallyport.internal.store.HostFailures;
import dev.sallyport.internal.usage.LastUsedRecorder;
import dev.sallyport.internal.usage.UsageMeter;
import dev.sallyport.internal.verification.CachedKey;
import dev.sallyport.internal.verification.TokenVerifier;
import dev.sallyport.internal.verification.Verification;
import dev.sallyport.key.ApiKeyPrincipal;
import dev.sallyport.key.AuthenticatedKey;
import dev.sallyport.key.Owner;
import dev.sallyport.spi.StoreException;
import dev.sallyport.token.Secret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Implementation of {@link ApiKeyAuthenticator} over a store. */
public record DefaultApiKeyAuthenticator(
    TokenVerifier verifier,
    FailureThrottle traces,
    KeyStatusChecker statusChecker,
    AccessControl access,
    @Nullable RateLimiter limiter,
    LastUsedRecorder lastUsed,
    UsageMeter usage,
    AfterUseTasks afterUseTasks,
    EventPublisher events,
    Clock clock)
    implements ApiKeyAuthenticator {
  @Override
  public AuthenticationResult authenticate(Secret presented) {
    return authenticate(presented, AccessRequest.UNKNOWN);
  }

  @Override
  public AuthenticationResult authenticate(Secret presented, AccessRequest request) {
    try {
      return decide(presented, request);
    } catch (StoreException | OverloadedException e) {
      events.unavailable(e);
      throw e;
    }
  }

  private AuthenticationResult decide(Secret presented, AccessRequest request) {
    Instant now = clock.instant();
    Verification verification = verifier.verify(presented, request, now);
    if (verification instanceof CachedKey key) {
      return decide(key, true, request, now);
    }
    if (verification instanceof Verification.Stale stale) {
      return decide(stale.key(), false, request, now);
    }
    if (verification instanceof Verification.Throttled it) {
      Denied denied =
          new Denied(
              DenialReason.TOO_MANY_FAILURES,
              Optional.empty(),
              Set.of(),
              it.retryAfter(),
              List.of());
      return throttled("token", denied, request, null, now);
    }
    DenialReason reason = ((Verification.NotVerified) verification).reason();
    return publish(Denied.beforeVerification(reason), null, now);
  }

  @Override
  public boolean isWellFormed(Secret presented) {
    return verifier.isWellFormed(presented);
  }

  @Override
  public boolean hasRule(AccessRequest request) {
    return access.hasRule(request);
  }

  @Override
  public boolean isOpen(AccessRequest request) {
    return access.isOpen(request, clock.instant());
  }

  @Override
  public boolean needsKey(AccessRequest request) {
    return access.needsKey(request, clock.instant());
  }

  private AuthenticationResult decide(
      CachedKey cached, boolean isFresh, AccessRequest request, Instant now) {
    AuthenticatedKey key = cached.key();
    Denied denial = statusChecker.denial(cached, now);
    if (denial == null) {
      denial = access.check(key, request, now);
    }
    if (denial != null) {
      return publish(denial, key.owner(), now);
    }
    RateLimitResult count = limiter == null ? RateLimitResult.UNLIMITED : acquired(limiter, key);
    if (!count.admitted()) {
      Denied denied =
          new Denied(
              DenialReason.QUOTA_EXCEEDED,
              Optional.of(key.id()),
              Set.of(),
              count.retryAfter(),
              count.quotas());
      return throttled("key", denied, request, key.owner(), now);
    }
    lastUsed.record(key.id(), now);
    usage.authenticated(key.id(), key.owner(), now);
    if (isFresh) {
      afterUseTasks.afterUse(cached, now);
    }
    if (events.hasListeners()) {
      long staleness = EpochMicros.of(now) - cached.loadedAt();
      events.authenticated(now, key.id(), key.owner(), staleness, isFresh);
    }
    return new Authenticated(cached.principal(), count.quotas());
  }

  private static RateLimitResult acquired(RateLimiter limiter, AuthenticatedKey key) {
    try {
      return limiter.tryAcquire(key);
    } catch (RuntimeException e) {
      throw HostFailures.translated("rate limiter " + limiter.getClass().getName(), e);
    }
  }

  private Denied throttled(
      String what, Denied denied, AccessRequest request, @Nullable Owner owner, Instant now) {
    if (events.hasListeners()) {
      events.publish(new Event.Throttled(now, what, request.client(), denied.retryAfter()));
    }
    return publish(denied, owner, now);
  }

  @Override
  public Optional<UUID> keyOf(Secret presented) {
    return verifier.trace(presented, clock.instant());
  }

  @Override
  public TokenLookupResult trace(Secret presented, String client) {
    Duration wait = traces.waitOf("", Origin.of(client));
    if (!wait.isZero()) {
      return new TokenLookupResult.Throttled(wait);
    }
    traces.fail("", Origin.of(client)); // counts hits too, so that throttling reveals nothing
    return keyOf(presented)
        .<TokenLookupResult>map(TokenLookupResult.Found::new)
        .orElseGet(TokenLookupResult.NotFound::new);
  }

  @Override
  public Denied deny(DenialReason reason) {
    if (reason.isAfterVerification()) {
      throw new IllegalArgumentException(reason + " is a reason after verification");
    }
    Denied denied = Denied.beforeVerification(reason);
    return events.hasListeners() || usage.isOn() ? publish(denied, null, clock.instant()) : denied;
  }

  @Override
  public Denied deny(ApiKeyPrincipal holder, Denied denied) {
    if (!denied.reason().isAfterVerification()
        || !denied.keyId().equals(Optional.of(holder.keyId()))) {
      throw new IllegalArgumentException(
          "the denial must have a reason after verification and the key of the holder");
    }
    return publish(denied, holder.owner(), clock.instant());
  }

  private Denied publish(Denied denied, @Nullable Owner ownerIfKnown, Instant now) {
    usage.denied(denied.reason(), denied.keyId().orElse(null), ownerIfKnown, now);
    events.denied(now, denied.reason(), denied.keyId());
    return denied;
  }
}
