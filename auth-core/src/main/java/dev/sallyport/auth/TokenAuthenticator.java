package dev.sallyport.auth;

import dev.sallyport.auth.AuthResult.Denied;
import dev.sallyport.auth.AuthResult.Granted;
import dev.sallyport.auth.internal.limit.FailureThrottle;
import dev.sallyport.auth.internal.limit.FailureThrottle.Origin;
import dev.sallyport.auth.internal.usage.LastUsedRecorder;
import dev.sallyport.auth.internal.usage.UsageMeter;
import dev.sallyport.auth.internal.verification.CachedKey;
import dev.sallyport.auth.internal.verification.TokenVerifier;
import dev.sallyport.auth.internal.verification.Verification;
import dev.sallyport.auth.spi.AccessRequest;
import dev.sallyport.auth.spi.Event;
import dev.sallyport.auth.spi.RateLimiter;
import dev.sallyport.auth.spi.RateLimiter.Count;
import dev.sallyport.auth.spi.StoreException;
import dev.sallyport.auth.token.DenialReason;
import dev.sallyport.auth.token.Owner;
import dev.sallyport.auth.token.ProvenKey;
import dev.sallyport.auth.token.Secret;
import dev.sallyport.auth.token.TokenPrincipal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a presented token opens the gate: proven to be a key's own, and its key and owner
 * in a state that lets it in.
 *
 * <p>Until the secret is proven nothing is written and no key is named. A key or an owner that is
 * changed through the same {@link Sallyport} is judged by its new state from the next call on; one
 * changed elsewhere within {@code max-staleness}. Thread-safe.
 */
public final class TokenAuthenticator {
  private final TokenVerifier verifier;
  private final FailureThrottle traces;
  private final KeyJudge judge;
  private final AccessControl access;
  private final @Nullable RateLimiter limiter;
  private final LastUsedRecorder lastUsed;
  private final UsageMeter usage;
  private final Upkeep upkeep;
  private final Events events;
  private final Clock clock;

  TokenAuthenticator(
      SallyportBuilder parts,
      TokenVerifier verifier,
      Resources resources,
      LastUsedRecorder lastUsed,
      UsageMeter usage,
      Upkeep upkeep,
      Events events) {
    this.verifier = verifier;
    this.traces = parts.tokenThrottle();
    this.judge = new KeyJudge(parts.maxLifetime, events);
    this.access = new AccessControl(resources, parts.policies);
    this.limiter = parts.limiter();
    this.lastUsed = lastUsed;
    this.usage = usage;
    this.upkeep = upkeep;
    this.events = events;
    this.clock = parts.clock;
  }

  /**
   * Checks one presented token, at this instant, for a request of which nothing is known.
   *
   * @see #authenticate(Secret, AccessRequest)
   */
  public AuthResult authenticate(Secret presented) {
    return authenticate(presented, AccessRequest.UNKNOWN);
  }

  /**
   * Checks one presented token, at this instant: whether it is a key's own, whether key and owner
   * are in a state that lets it in, whether it may do what is asked for, and whether it may do it
   * again. Only a request that is let in counts against a quota, as a use, or towards a renewal.
   *
   * @param presented what the client sent, of any length and content
   * @throws StoreException if the store, needed for the answer, could not be asked
   * @throws VerifierBusyException if too many proofs were under way
   */
  public AuthResult authenticate(Secret presented, AccessRequest request) {
    Instant now = clock.instant();
    Verification verification = verifier.verify(presented, request, now);
    if (verification instanceof CachedKey key) {
      return judge(key, true, request, now);
    }
    if (verification instanceof Verification.Stale stale) {
      return judge(stale.key(), false, request, now);
    }
    return verification instanceof Verification.Throttled throttled
        ? throttled(throttled.retryAfter(), request, now)
        : told(Denied.unproven(((Verification.NotVerified) verification).reason()), null, now);
  }

  /**
   * Returns whether a token is of an accepted format, without I/O. Says nothing about whether there
   * is such a key.
   *
   * @param presented what the client sent, of any length and content
   */
  public boolean recognises(Secret presented) {
    return verifier.recognises(presented);
  }

  /**
   * Returns whether any rule is about a request: it takes a scope, or is for a resource.
   *
   * @throws StoreException if the host's resolver of resources failed
   */
  public boolean isRuled(AccessRequest request) {
    return access.isRuled(request);
  }

  /**
   * Whether a request needs no key, because it is for a resource that is open to everybody.
   *
   * @throws StoreException if it could not be found out
   */
  public boolean isOpen(AccessRequest request) {
    return access.isOpen(request, clock.instant());
  }

  /**
   * Whether a request needs a key even where keys are optional: it takes a scope, or is for a
   * resource that is not open to everybody.
   *
   * @throws StoreException if it could not be found out
   */
  public boolean needsKey(AccessRequest request) {
    return access.needsKey(request, clock.instant());
  }

  private AuthResult judge(CachedKey cached, boolean isFresh, AccessRequest request, Instant now) {
    ProvenKey key = cached.key();
    Denied objection = judge.objection(cached, now);
    if (objection == null) {
      objection = access.check(key, request, now);
    }
    if (objection != null) {
      return told(objection, key.owner(), now);
    }
    Count count = limiter == null ? Count.UNLIMITED : limiter.take(key);
    if (!count.admitted()) {
      return overQuota(key, count, request, now);
    }
    lastUsed.record(key.id(), now);
    usage.granted(key.id(), key.owner(), now);
    if (isFresh) {
      upkeep.afterUse(cached, now);
    }
    if (events.areHeard()) {
      events.tell(new Event.Granted(now, key.id(), key.owner()));
    }
    return new Granted(cached.principal(), count.quotas());
  }

  private Denied overQuota(ProvenKey key, Count count, AccessRequest request, Instant now) {
    if (events.areHeard()) {
      events.tell(new Event.Throttled(now, "key", request.client(), count.retryAfter()));
    }
    return told(
        new Denied(
            DenialReason.QUOTA_EXCEEDED, key.id(), Set.of(), count.retryAfter(), count.quotas()),
        key.owner(),
        now);
  }

  private Denied throttled(Duration retryAfter, AccessRequest request, Instant now) {
    if (events.areHeard()) {
      events.tell(new Event.Throttled(now, "token", request.client(), retryAfter));
    }
    return told(
        new Denied(DenialReason.TOO_MANY_FAILURES, null, Set.of(), retryAfter, List.of()),
        null,
        now);
  }

  /**
   * Which key a token is the own of, whatever its state and its owner's: for operators who found
   * one. It is no use of the key, changes nothing, and nobody is told.
   *
   * @return empty if it is no key's
   * @throws StoreException if it could not be found out
   * @throws VerifierBusyException if too many proofs were under way
   */
  public Optional<UUID> keyOf(Secret presented) {
    return verifier.trace(presented, clock.instant());
  }

  /**
   * The same for whoever comes by: so many from one network within the window of {@code
   * token-failures}, whether they find a key or not.
   *
   * @param client the address it came from; empty if unknown
   * @throws StoreException if it could not be found out
   * @throws VerifierBusyException if too many proofs were under way
   */
  public KeyTrace trace(Secret presented, String client) {
    Duration wait = traces.waitOf("", Origin.of(client));
    if (!wait.isZero()) {
      return new KeyTrace.Throttled(wait);
    }
    traces.fail("", Origin.of(client)); // every one counts, so that the wait tells nothing
    return keyOf(presented).<KeyTrace>map(KeyTrace.Found::new).orElseGet(KeyTrace.NotFound::new);
  }

  /**
   * Refuses a request that brought nothing one could check, so that listeners hear of it.
   *
   * @param reason one before proof
   */
  public Denied refuse(DenialReason reason) {
    if (reason.isAfterProof()) {
      throw new IllegalArgumentException(reason + " is known only after proof");
    }
    Denied denied = Denied.unproven(reason);
    return events.areHeard() || usage.isOn() ? told(denied, null, clock.instant()) : denied;
  }

  /**
   * Refuses a request that was let in before, for one more rule, so that listeners hear of it.
   *
   * @param holder whom it was let in as
   * @param denied with a reason after proof, and the key
   */
  public Denied refuse(TokenPrincipal holder, Denied denied) {
    if (!denied.reason().isAfterProof() || !holder.keyId().equals(denied.keyIdOrNull())) {
      throw new IllegalArgumentException("a refusal after proof names the key");
    }
    return told(denied, holder.owner(), clock.instant());
  }

  private Denied told(Denied denied, @Nullable Owner ownerIfKnown, Instant now) {
    usage.denied(denied.reason(), denied.keyIdOrNull(), ownerIfKnown, now);
    if (events.areHeard()) {
      events.tell(new Event.Denied(now, denied.reason(), denied.keyIdOrNull()));
    }
    return denied;
  }
}
