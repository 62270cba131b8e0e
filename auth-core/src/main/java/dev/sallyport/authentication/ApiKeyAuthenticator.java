package dev.sallyport.authentication;

import dev.sallyport.Sallyport;
import dev.sallyport.authentication.AuthenticationResult.Denied;
import dev.sallyport.authorization.AccessRequest;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.key.ApiKeyPrincipal;
import dev.sallyport.spi.StoreException;
import dev.sallyport.token.Secret;
import java.util.Optional;
import java.util.UUID;

/**
 * Tells whether a presented token opens the gate: proven to be a key's own, and its key and owner
 * in a state that lets it in.
 *
 * <p>Until the secret is proven nothing is written and no key is named. A key or an owner that is
 * changed through the same {@link Sallyport} is judged by its new state from the next call on; one
 * changed elsewhere within {@code max-staleness}. Thread-safe.
 */
public interface ApiKeyAuthenticator {
  /**
   * Checks one presented token, at this instant, for a request of which nothing is known.
   *
   * @see #authenticate(Secret, AccessRequest)
   */
  AuthenticationResult authenticate(Secret presented);

  /**
   * Checks one presented token, at this instant: whether it is a key's own, whether key and owner
   * are in a state that lets it in, whether it may do what is asked for, and whether it may do it
   * again. Only a request that is let in counts against a quota, as a use, or towards a renewal.
   *
   * @param presented what the client sent, of any length and content
   * @throws StoreException if the store, needed for the answer, could not be asked
   * @throws OverloadedException if too many proofs were under way
   */
  AuthenticationResult authenticate(Secret presented, AccessRequest request);

  /**
   * Returns whether a token is of an accepted format, without I/O. Says nothing about whether there
   * is such a key.
   *
   * @param presented what the client sent, of any length and content
   */
  boolean isWellFormed(Secret presented);

  /**
   * Returns whether any rule is about a request: it takes a scope, or is for a resource.
   *
   * @throws StoreException if the host's resolver of resources failed
   */
  boolean hasRule(AccessRequest request);

  /**
   * Whether a request needs no key, because it is for a resource that is open to everybody.
   *
   * @throws StoreException if it could not be found out
   */
  boolean isOpen(AccessRequest request);

  /**
   * Whether a request needs a key even where keys are optional: it takes a scope, or is for a
   * resource that is not open to everybody.
   *
   * @throws StoreException if it could not be found out
   */
  boolean needsKey(AccessRequest request);

  /**
   * Which key a token is the own of, whatever its state and its owner's: for operators who found
   * one. It is no use of the key, changes nothing, and nobody is told.
   *
   * @return empty if it is no key's
   * @throws StoreException if it could not be found out
   * @throws OverloadedException if too many proofs were under way
   */
  Optional<UUID> keyOf(Secret presented);

  /**
   * The same for whoever comes by: so many from one network within the window of {@code
   * token-failures}, whether they find a key or not.
   *
   * @param client the address it came from; empty if unknown
   * @throws StoreException if it could not be found out
   * @throws OverloadedException if too many proofs were under way
   */
  TokenLookupResult trace(Secret presented, String client);

  /**
   * Refuses a request that brought nothing one could check, so that listeners hear of it.
   *
   * @param reason one before proof
   */
  Denied refuse(DenialReason reason);

  /**
   * Refuses a request that was let in before, for one more rule, so that listeners hear of it.
   *
   * @param holder whom it was let in as
   * @param denied with a reason after proof, and the key
   */
  Denied refuse(ApiKeyPrincipal holder, Denied denied);
}
