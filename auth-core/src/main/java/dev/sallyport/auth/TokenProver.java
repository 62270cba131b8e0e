package dev.sallyport.auth;

import dev.sallyport.auth.FailureThrottle.Origin;
import dev.sallyport.auth.KeyReads.Reading;
import dev.sallyport.auth.spi.StoreException;
import dev.sallyport.auth.spi.StoredToken;
import dev.sallyport.auth.spi.TokenStore;
import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.DenialReason;
import dev.sallyport.auth.token.Secret;
import dev.sallyport.auth.token.TokenFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells which key a presented token opens: shaped like ours, proven lately or proven now. Judges
 * nothing else; until the secret is proven it writes nothing.
 */
final class TokenProver implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TokenProver.class);
  private static final int MAX_WARNED = 1000;
  private static final Optional<DenialReason> UNKNOWN = Optional.of(DenialReason.UNKNOWN_TOKEN);

  private final TokenStore store;
  private final TokenFormat format;
  private final BoundedDigester digester;
  private final VerifiedTokens verified;
  private final RefusedTokens refused;
  private final Freshness freshness;
  private final StoreCalls calls;
  private final Owners owners;
  private final KeyReads reads;
  private final ReadAhead readAhead;
  private final FailureThrottle throttle;
  private final Crowd crowd;
  private final Set<UUID> warned = ConcurrentHashMap.newKeySet();
  private final SingleFlight<Attempt, Boolean> proofs = new SingleFlight<>();

  TokenProver(SallyportBuilder parts, VerifiedTokens verified, Changes changes, StoreCalls calls) {
    this.store = parts.store;
    this.format = parts.format;
    this.digester = parts.boundedDigester();
    this.crowd = new Crowd(parts.digestPermits);
    this.verified = verified;
    this.refused = new RefusedTokens(parts.maxStaleness, changes);
    this.freshness = new Freshness(parts.maxStaleness, parts.staleIfUnavailable, changes);
    this.calls = calls;
    this.owners = new Owners(parts, calls);
    this.reads = new KeyReads(parts.store, calls, changes, parts.clock);
    this.readAhead = new ReadAhead(reads, owners, verified, parts.maxStaleness, parts.clock);
    this.throttle = parts.tokenThrottle();
    calls.probeBy(this::askForNothing);
  }

  /**
   * Asks the store and computes a digest for nothing, so that no request waits for what is slow the
   * first time only: classes, plans, connections, native code.
   */
  void warmUp() {
    if (!calls.warmUp()) {
      log.warn("The store did not answer when the gate was opened, which goes on without it");
    }
    Secret nobodys = format.generate();
    try {
      boolean unused = digester.matches(nobodys, digester.digest(nobodys));
    } catch (RuntimeException e) {
      log.debug("Could not warm up", e);
    }
  }

  /** For keys that are nobody's. */
  private void askForNothing() {
    String one = lookup(format.generate());
    String other = lookup(format.generate());
    boolean isThere = store.findByLookup(one).isPresent();
    int there = store.findByLookups(List.of(one, other)).size();
    log.trace("Of keys that are nobody's the store has {} and {}", isThere, there);
  }

  /** What came of looking for a key. */
  sealed interface Proof {
    /**
     * The token is this key's own.
     *
     * @param storeIsUp whether the state of key and owner is fresh; else it is what was last known
     */
    record Found(ProvenToken token, KeyState state, boolean storeIsUp) implements Proof {}

    /** It is no key's, for this reason, which is one before proof. */
    record NotFound(DenialReason reason) implements Proof {}

    /** Nobody looked, because too much failed before. */
    record Throttled(Duration retryAfter) implements Proof {}
  }

  /** How many proven tokens are remembered, roughly. */
  long remembered() {
    return verified.size();
  }

  /** How many proofs wait for their turn now. */
  int waiting() {
    return digester.waiting();
  }

  /** Whether a token is shaped like ours. Without it, there is nothing more to ask. */
  boolean recognises(Secret presented) {
    return format.recognises(presented);
  }

  /** The token, if it was proven lately, whatever became of its key since. */
  @Nullable ProvenToken find(Fingerprint fingerprint) {
    return verified.find(fingerprint);
  }

  /**
   * What is known of the key of a proven token, if it is fresh: all that most requests need,
   * without asking anybody.
   */
  @Nullable KeyState fresh(ProvenToken known, long now) {
    KeyState state = known.state();
    return freshness.isFresh(state, now) ? state : null;
  }

  /**
   * Looks for the key of a token that is shaped like ours.
   *
   * @param client the address it came from, which failures are counted by; empty if unknown
   * @throws StoreException if the store, needed for the answer, could not be asked
   * @throws VerifierBusyException if too many proofs were under way
   */
  Proof prove(Fingerprint fingerprint, Secret presented, String client, long now) {
    ProvenToken known = verified.find(fingerprint);
    if (known != null) {
      return proveAgain(known, presented, now, true);
    }
    DenialReason refusal = refused.find(fingerprint, now);
    if (refusal != null) {
      return new Proof.NotFound(refusal);
    }
    return proveThrottled(fingerprint, presented, client);
  }

  /**
   * The key of a token, without a throttle, and without a new digest for it.
   *
   * @throws StoreException if the store could not be asked
   * @throws VerifierBusyException if too many proofs were under way
   */
  Optional<UUID> trace(Secret presented, Instant at) {
    if (!format.recognises(presented)) {
      return Optional.empty();
    }
    Fingerprint fingerprint = Fingerprint.of(presented);
    ProvenToken known = verified.find(fingerprint);
    Proof proof =
        known == null
            ? proveAnew(fingerprint, presented, reads.read(lookup(presented)), false)
            : proveAgain(known, presented, Micros.floor(at), false);
    return proof instanceof Proof.Found found ? Optional.of(found.state.id()) : Optional.empty();
  }

  /** Only what needs work is throttled: whoever was proven shares no fate with its neighbours. */
  private Proof proveThrottled(Fingerprint fingerprint, Secret presented, String client) {
    crowd.requireRoom(); // first, since in a flood most go no further
    String lookup = lookup(presented);
    Duration wait = throttle.waitOf(lookup, Origin.of(client));
    if (!wait.isZero()) {
      return new Proof.Throttled(wait);
    }
    digester.requireRoom(); // before the store is asked for nothing
    Proof proof =
        crowd.with(
            () -> proveAnew(fingerprint, presented, reads.read(lookup), true),
            Proof.Found.class::isInstance);
    if (proof instanceof Proof.NotFound) {
      throttle.fail(lookup, Origin.of(client));
    }
    return proof;
  }

  /** Proof holds as long as the digest that it was made with; the state has to be read. */
  private Proof proveAgain(ProvenToken known, Secret presented, long now, boolean isUse) {
    Reading reading;
    try {
      reading = reads.read(lookup(presented));
    } catch (StoreException e) {
      return new Proof.Found(known, lastKnown(known, now, e), false);
    }
    StoredToken stored = reading.storedOrNull();
    if (stored == null || !known.state().hasDigestOf(stored.key())) {
      verified.drop(known);
      return proveAnew(new Fingerprint(known), presented, reading, isUse);
    }
    AuthToken key = stored.key();
    try {
      KeyState state = verified.stateOf(key, owners.statusOf(stored), reading);
      verified.update(known, state);
      watch(known, key, isUse);
      return new Proof.Found(known, state, true);
    } catch (StoreException e) {
      // Only what could not be read is taken from memory: the owner, not the key.
      KeyState unused = lastKnown(known, now, e);
      return new Proof.Found(known, verified.withOwnerAsBefore(known, key), false);
    }
  }

  /** What was known before the store failed, if it may still be used. */
  private KeyState lastKnown(ProvenToken known, long now, StoreException failure) {
    KeyState state = known.state();
    if (!freshness.isUsableInOutage(state, now)) {
      throw failure;
    }
    return state;
  }

  private Proof proveAnew(
      Fingerprint fingerprint, Secret presented, Reading reading, boolean isUse) {
    StoredToken stored = reading.storedOrNull();
    Optional<DenialReason> objection =
        stored == null ? UNKNOWN : objection(stored.key(), fingerprint, presented);
    if (stored == null || objection.isPresent()) {
      refused.put(fingerprint, objection.orElseThrow(), reading.readAt(), reading.number());
      return new Proof.NotFound(objection.orElseThrow());
    }
    AuthToken key = isUse ? rehash(stored.key(), presented) : stored.key();
    KeyState state = verified.stateOf(key, owners.statusOf(stored), reading);
    ProvenToken proven = verified.put(new ProvenToken(fingerprint, state));
    watch(proven, key, isUse);
    return new Proof.Found(proven, state, true);
  }

  private void watch(ProvenToken proven, AuthToken key, boolean isUse) {
    if (isUse) {
      readAhead.watch(proven, key.lookup());
    }
  }

  /** Empty if the token is the key's own. */
  private Optional<DenialReason> objection(
      AuthToken key, Fingerprint fingerprint, Secret presented) {
    if (!digester.isUsable(key.digest())) {
      warnOnce(key.id());
      return Optional.of(DenialReason.UNUSABLE_DIGEST);
    }
    Attempt attempt = new Attempt(fingerprint, key.digest());
    return proofs.run(attempt, () -> digester.matches(presented, key.digest()))
        ? Optional.empty()
        : Optional.of(DenialReason.WRONG_SECRET);
  }

  /** Whoever knows a lookup can come by here as often as they like. */
  private void warnOnce(UUID keyId) {
    if (warned.size() < MAX_WARNED && warned.add(keyId)) {
      log.warn("The digest of key {} is of no known kind or beyond the bounds", keyId);
    }
  }

  /** The key with a digest of the configured kind, if it had another and could be replaced. */
  private AuthToken rehash(AuthToken key, Secret presented) {
    if (digester.isCurrent(key.digest())) {
      return key;
    }
    try {
      AuthToken renewed = key.toBuilder().digest(digester.digest(presented)).build();
      if (calls.call(() -> store.replace(renewed))) {
        return renewed.nextVersion();
      }
    } catch (StoreException | VerifierBusyException e) {
      log.warn("Could not renew the digest of key {}, will try again", key.id(), e);
    }
    return key;
  }

  /** There is one, for what the format recognises. */
  private String lookup(Secret presented) {
    return format.lookupOf(presented).orElseThrow();
  }

  @Override
  public void close() {
    readAhead.close();
    owners.close();
  }

  /** One token against one digest: what may share a proof. Never by key or owner alone. */
  private record Attempt(Fingerprint fingerprint, String digest) {}
}
