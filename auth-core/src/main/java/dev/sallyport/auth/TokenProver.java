package dev.sallyport.auth;

import dev.sallyport.auth.VerifiedTokens.Proven;
import dev.sallyport.auth.spi.OwnerDirectory;
import dev.sallyport.auth.spi.OwnerProfile;
import dev.sallyport.auth.spi.OwnerStatus;
import dev.sallyport.auth.spi.StoreException;
import dev.sallyport.auth.spi.StoredToken;
import dev.sallyport.auth.spi.TokenStore;
import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.DenialReason;
import dev.sallyport.auth.token.Digester;
import dev.sallyport.auth.token.Secret;
import dev.sallyport.auth.token.TokenFormat;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells which key a presented token opens: shaped like ours, proven lately or proven now. Judges
 * nothing else; until the secret is proven it writes nothing.
 */
final class TokenProver {
  private static final Logger log = LoggerFactory.getLogger(TokenProver.class);
  private static final int MAX_WARNED = 1000;

  private final TokenStore store;
  private final OwnerDirectory owners;
  private final TokenFormat format;
  private final Digester digester;
  private final Duration maxStaleness;
  private final Duration staleIfUnavailable;
  private final VerifiedTokens verified;
  private final FailureThrottle throttle;
  private final Set<UUID> warned = ConcurrentHashMap.newKeySet();
  private final SingleFlight<Attempt, Boolean> proofs = new SingleFlight<>();

  TokenProver(SallyportBuilder parts, VerifiedTokens verified) {
    this.store = parts.store;
    this.owners = parts.owners;
    this.format = parts.format;
    this.digester = parts.boundedDigester();
    this.maxStaleness = parts.maxStaleness;
    this.staleIfUnavailable = parts.staleIfUnavailable;
    this.verified = verified;
    this.throttle = parts.tokenThrottle();
  }

  /** What came of looking for a key. */
  sealed interface Proof {
    /**
     * The token is this key's own.
     *
     * @param storeIsUp whether the state of key and owner is fresh; else it is what was last known
     */
    record Found(Proven proven, boolean storeIsUp) implements Proof {}

    /** It is no key's, for this reason, which is one before proof. */
    record NotFound(DenialReason reason) implements Proof {}

    /** Nobody looked, because too much failed before. */
    record Throttled(Duration retryAfter) implements Proof {}
  }

  /**
   * Looks for the key of a token.
   *
   * @param client the address it came from, which failures are counted by; empty if unknown
   * @throws StoreException if the store, needed for the answer, could not be asked
   * @throws VerifierBusyException if too many proofs were under way
   */
  Proof prove(Secret presented, String client, Instant now) {
    Optional<String> lookup = format.lookupOf(presented);
    if (lookup.isEmpty()) {
      return new Proof.NotFound(DenialReason.MALFORMED_TOKEN);
    }
    Optional<Proven> known = verified.find(lookup.get(), presented);
    if (known.isPresent() && isFreshAt(now, known.get())) {
      return new Proof.Found(known.get(), true);
    }
    if (known.isPresent()) {
      return read(lookup.get(), presented, known, now, true);
    }
    // Only what would need work is throttled: whoever was proven shares no fate with its
    // neighbours.
    Duration wait = throttle.waitOf(lookup.get(), client);
    if (!wait.isZero()) {
      return new Proof.Throttled(wait);
    }
    Proof proof = read(lookup.get(), presented, known, now, true);
    if (proof instanceof Proof.NotFound) {
      throttle.fail(lookup.get(), client);
    }
    return proof;
  }

  /**
   * The key of a token, without a throttle, and without a new digest for it.
   *
   * @throws StoreException if the store could not be asked
   * @throws VerifierBusyException if too many proofs were under way
   */
  Optional<UUID> trace(Secret presented, Instant now) {
    return format
        .lookupOf(presented)
        .map(it -> read(it, presented, verified.find(it, presented), now, false))
        .filter(Proof.Found.class::isInstance)
        .map(it -> ((Proof.Found) it).proven().key.id());
  }

  private boolean isFreshAt(Instant now, Proven proven) {
    return now.isBefore(proven.readAt.plus(maxStaleness));
  }

  private Proof read(
      String lookup, Secret presented, Optional<Proven> known, Instant now, boolean isUse) {
    long changes = verified.changesSoFar();
    Optional<StoredToken> stored;
    try {
      stored = store.findByLookup(lookup);
    } catch (StoreException e) {
      return new Proof.Found(lastKnown(known, now, e), false);
    }
    if (stored.isEmpty()) {
      return refuse(known, DenialReason.UNKNOWN_TOKEN);
    }
    AuthToken key = stored.get().key();
    if (!isProven(key, known)) {
      Optional<DenialReason> objection = objection(key, presented);
      if (objection.isPresent()) {
        return refuse(known, objection.get());
      }
      key = isUse ? rehash(key, presented) : key;
    }
    Proven proven;
    try {
      proven = prove(known, presented, key, ownerOf(stored.get()), now);
    } catch (StoreException e) {
      // Only what could not be read is taken from memory: the owner, not the key.
      Proven last = lastKnown(known, now, e);
      return new Proof.Found(last.readAgain(key, last.owner, last.readAt), false);
    }
    verified.put(proven, changes);
    return new Proof.Found(proven, true);
  }

  /** What was known before the store failed, if it may still be used. */
  private Proven lastKnown(Optional<Proven> known, Instant now, StoreException failure) {
    return known
        .filter(proven -> now.isBefore(proven.readAt.plus(staleIfUnavailable)))
        .orElseThrow(() -> failure);
  }

  private static Proven prove(
      Optional<Proven> known, Secret presented, AuthToken key, OwnerStatus owner, Instant now) {
    return known
        .map(proven -> proven.readAgain(key, owner, now))
        .orElseGet(() -> new Proven(VerifiedTokens.fingerprint(presented), key, owner, now));
  }

  /** Proof holds as long as the digest that it was made with. */
  private static boolean isProven(AuthToken key, Optional<Proven> known) {
    return known.filter(proven -> proven.key.digest().equals(key.digest())).isPresent();
  }

  /** Before proof; what was known of the token is true no longer. */
  private Proof refuse(Optional<Proven> known, DenialReason reason) {
    known.ifPresent(verified::drop);
    return new Proof.NotFound(reason);
  }

  /** Empty if the token is the key's own. */
  private Optional<DenialReason> objection(AuthToken key, Secret presented) {
    if (!digester.isUsable(key.digest())) {
      warnOnce(key.id());
      return Optional.of(DenialReason.UNUSABLE_DIGEST);
    }
    Attempt attempt = Attempt.of(presented, key.digest());
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
      if (store.replace(renewed)) {
        return renewed.nextVersion();
      }
    } catch (StoreException | VerifierBusyException e) {
      log.warn("Could not renew the digest of key {}, will try again", key.id(), e);
    }
    return key;
  }

  private OwnerStatus ownerOf(StoredToken stored) {
    return stored
        .ownerStatus()
        .orElseGet(
            () ->
                owners
                    .find(stored.key().owner())
                    .map(OwnerProfile::status)
                    .orElse(OwnerStatus.ABSENT));
  }

  /** One token against one digest: what may share a proof. Never by key or owner alone. */
  private record Attempt(ByteBuffer fingerprint, String digest) {
    static Attempt of(Secret presented, String digest) {
      return new Attempt(ByteBuffer.wrap(VerifiedTokens.fingerprint(presented)), digest);
    }
  }
}
