package dev.sallyport.auth;

import static java.util.Objects.requireNonNull;

import dev.sallyport.auth.AuthResult.Denied;
import dev.sallyport.auth.TokenProver.Proof;
import dev.sallyport.auth.VerifiedTokens.Proven;
import dev.sallyport.auth.spi.Event;
import dev.sallyport.auth.spi.StoreException;
import dev.sallyport.auth.token.DenialReason;
import dev.sallyport.auth.token.Secret;
import java.time.Clock;
import java.time.Instant;

/**
 * Tells whether a presented token opens the gate: proven to be a key's own, and its key and owner
 * in a state that lets it in.
 *
 * <p>Until the secret is proven nothing is written and no key is named. A key or an owner that is
 * changed through the same {@link Sallyport} is judged by its new state from the next call on; one
 * changed elsewhere within {@code max-staleness}. Thread-safe.
 */
public final class TokenAuthenticator {
  private final TokenProver prover;
  private final KeyJudge judge;
  private final LastUses lastUses;
  private final Upkeep upkeep;
  private final Events events;
  private final Clock clock;

  TokenAuthenticator(Sallyport.Builder parts, KeyLedger ledger, LastUses lastUses) {
    this.prover = new TokenProver(parts, ledger.verified());
    this.judge = new KeyJudge(parts.maxLifetime, ledger.events());
    this.lastUses = lastUses;
    this.upkeep = new Upkeep(ledger, parts.renewal);
    this.events = ledger.events();
    this.clock = parts.clock;
  }

  /**
   * Checks one presented token, at this instant.
   *
   * @param presented what the client sent, of any length and content
   * @throws StoreException if the store, needed for the answer, could not be asked
   * @throws VerifierBusyException if too many proofs were under way
   */
  public AuthResult authenticate(Secret presented) {
    Instant now = clock.instant();
    Proof proof = prover.prove(requireNonNull(presented, "presented"), now);
    if (proof instanceof Proof.NotFound none) {
      return told(Denied.unproven(none.reason()), now);
    }
    Proof.Found found = (Proof.Found) proof;
    AuthResult result = judge.judge(found.proven(), now);
    if (result instanceof Denied denied) {
      return told(denied, now);
    }
    noteUse(found, now);
    return result;
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

  private void noteUse(Proof.Found found, Instant now) {
    Proven proven = found.proven();
    lastUses.note(proven.key.id(), now);
    if (found.storeIsUp()) {
      upkeep.afterUse(proven, now);
    }
    if (events.areHeard()) {
      events.tell(new Event.Granted(now, proven.key.id(), proven.key.owner()));
    }
  }

  private Denied told(Denied denied, Instant now) {
    if (events.areHeard()) {
      events.tell(new Event.Denied(now, denied.reason(), denied.keyIdOrNull()));
    }
    return denied;
  }
}
