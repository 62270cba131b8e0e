package dev.sallyport.auth;

import static java.util.Objects.requireNonNull;

import dev.sallyport.auth.AuthResult.Denied;
import dev.sallyport.auth.AuthResult.Granted;
import dev.sallyport.auth.VerifiedTokens.Proven;
import dev.sallyport.auth.spi.Event;
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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whether a presented token opens the gate: shaped like ours, proven lately or proven now,
 * and its key and owner in a state that lets it in.
 *
 * <p>Until the secret is proven nothing is written and no key is named. A key that is changed by
 * the {@link TokenManager} of the same {@link Sallyport} is judged by its new state from the next
 * call on; one changed elsewhere, or whose owner changed, within {@code max-staleness}.
 * Thread-safe.
 */
public final class TokenAuthenticator {
  private static final Logger log = LoggerFactory.getLogger(TokenAuthenticator.class);
  private static final int MAX_WARNED = 1000;

  private final TokenStore store;
  private final OwnerDirectory owners;
  private final TokenFormat format;
  private final Digester digester;
  private final Clock clock;
  private final Duration maxStaleness;
  private final Duration staleIfUnavailable;
  private final VerifiedTokens verified;
  private final LastUses lastUses;
  private final KeyJudge judge;
  private final Upkeep upkeep;
  private final Events events;
  private final Set<UUID> warned = ConcurrentHashMap.newKeySet();
  private final SingleFlight<Attempt, Boolean> proofs = new SingleFlight<>();

  TokenAuthenticator(Sallyport.Builder parts, KeyLedger ledger, LastUses lastUses) {
    this.store = parts.store;
    this.owners = parts.owners;
    this.format = parts.format;
    this.digester = parts.boundedDigester();
    this.clock = parts.clock;
    this.maxStaleness = parts.maxStaleness;
    this.staleIfUnavailable = parts.staleIfUnavailable;
    this.verified = ledger.verified();
    this.lastUses = lastUses;
    this.judge = new KeyJudge(parts.maxLifetime, ledger.events());
    this.upkeep = new Upkeep(ledger, parts.renewal);
    this.events = ledger.events();
  }

  /**
   * Checks one presented token, at this instant.
   *
   * @param presented what the client sent, of any length and content
   * @throws StoreException if the store, needed for the answer, could not be asked
   * @throws VerifierBusyException if too many proofs were under way
   */
  public AuthResult authenticate(Secret presented) {
    requireNonNull(presented, "presented");
    Instant now = clock.instant();
    Optional<String> lookup = format.lookupOf(presented);
    if (lookup.isEmpty()) {
      return told(Denied.unproven(DenialReason.MALFORMED_TOKEN), now);
    }
    Optional<Proven> known = verified.find(lookup.get(), presented);
    if (known.isPresent() && isFreshAt(now, known.get())) {
      return judge(known.get(), now);
    }
    return readAndJudge(lookup.get(), presented, known, now);
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
    return told(Denied.unproven(reason), clock.instant());
  }

  private boolean isFreshAt(Instant now, Proven proven) {
    return now.isBefore(proven.readAt.plus(maxStaleness));
  }

  private AuthResult readAndJudge(
      String lookup, Secret presented, Optional<Proven> known, Instant now) {
    long changes = verified.changesSoFar();
    Optional<StoredToken> stored;
    try {
      stored = store.findByLookup(lookup);
    } catch (StoreException e) {
      return judge(lastKnown(known, now, e), now, false);
    }
    if (stored.isEmpty()) {
      return refuse(known, DenialReason.UNKNOWN_TOKEN, now);
    }
    AuthToken key = stored.get().key();
    if (!isProven(key, known)) {
      Optional<DenialReason> objection = objection(key, presented);
      if (objection.isPresent()) {
        return refuse(known, objection.get(), now);
      }
      key = rehash(key, presented);
    }
    Proven proven;
    try {
      proven = prove(known, presented, key, ownerOf(stored.get()), now);
    } catch (StoreException e) {
      // Only what could not be read is taken from memory: the owner, not the key.
      Proven last = lastKnown(known, now, e);
      return judge(last.readAgain(key, last.owner, last.readAt), now, false);
    }
    verified.put(proven, changes);
    return judge(proven, now);
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
  private Denied refuse(Optional<Proven> known, DenialReason reason, Instant now) {
    known.ifPresent(verified::drop);
    return told(Denied.unproven(reason), now);
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
        return renewed.toBuilder().version(key.version() + 1).build();
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

  private AuthResult judge(Proven proven, Instant now) {
    return judge(proven, now, true);
  }

  /** Where the store could not be asked, it need not be told anything either. */
  private AuthResult judge(Proven proven, Instant now, boolean storeIsUp) {
    AuthResult result = judge.judge(proven, now);
    if (result instanceof Granted) {
      lastUses.note(proven.key.id(), now);
      if (storeIsUp) {
        upkeep.afterUse(proven, now);
      }
      if (events.areHeard()) {
        events.tell(new Event.Granted(now, proven.key.id(), proven.key.owner()));
      }
      return result;
    }
    return told((Denied) result, now);
  }

  private Denied told(Denied denied, Instant now) {
    if (events.areHeard()) {
      events.tell(new Event.Denied(now, denied.reason(), denied.keyIdOrNull()));
    }
    return denied;
  }

  /** One token against one digest: what may share a proof. Never by key or owner alone. */
  private record Attempt(ByteBuffer fingerprint, String digest) {
    static Attempt of(Secret presented, String digest) {
      return new Attempt(ByteBuffer.wrap(VerifiedTokens.fingerprint(presented)), digest);
    }
  }
}
