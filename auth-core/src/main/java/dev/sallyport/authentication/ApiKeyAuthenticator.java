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
 * Authenticator of presented tokens: verifies the token, then checks the states of key and owner
 * and all access rules.
 *
 * <p>Until the token is verified nothing is written and no key is named. Changes of a key or an
 * owner through the same {@link Sallyport} instance apply from the next call on; changes made
 * elsewhere apply within {@code max-staleness}. Thread-safe.
 *
 * <pre>{@code
 * AuthenticationResult result = sallyport.authenticator().authenticate(token);
 * if (result instanceof AuthenticationResult.Authenticated authenticated) {
 *   serve(authenticated.principal());
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public interface ApiKeyAuthenticator {
  /**
   * Authenticates a presented token now, for a request of which nothing is known.
   *
   * @see #authenticate(Secret, AccessRequest)
   */
  AuthenticationResult authenticate(Secret presented);

  /**
   * Authenticates a presented token now: verifies the token, checks the states of key and owner,
   * evaluates the access rules, and takes from the quotas. Only an authenticated request counts
   * against a quota, as a use, or towards a renewal.
   *
   * @param presented what the client sent, of any length and content
   * @throws StoreException if the store is needed and unavailable
   * @throws OverloadedException if too many verifications were in progress
   */
  AuthenticationResult authenticate(Secret presented, AccessRequest request);

  /**
   * Returns whether a token has an accepted format, without I/O. Does not check whether the key
   * exists.
   *
   * @param presented what the client sent, of any length and content
   */
  boolean isWellFormed(Secret presented);

  /**
   * Returns whether any rule applies to a request: it requires a scope or is for a resource.
   *
   * @throws StoreException if the host's resource resolver failed
   */
  boolean hasRule(AccessRequest request);

  /**
   * Returns whether a request needs no key, because it is for an open resource.
   *
   * @throws StoreException if the resource could not be resolved
   */
  boolean isOpen(AccessRequest request);

  /**
   * Returns whether a request needs a key even where keys are optional: it requires a scope or is
   * for a resource that is not open.
   *
   * @throws StoreException if the resource could not be resolved
   */
  boolean needsKey(AccessRequest request);

  /**
   * Returns the key of a token, whatever the states of the key and its owner. For operators who
   * found a token. Does not count as a use, changes nothing and publishes no event.
   *
   * @return empty if the token belongs to no key
   * @throws StoreException if the store is needed and unavailable
   * @throws OverloadedException if too many verifications were in progress
   */
  Optional<UUID> keyOf(Secret presented);

  /**
   * Returns the key of a token as {@link #keyOf} does, for untrusted clients. The attempts from one
   * network are limited within the window of {@code token-failures}, whether they find a key or
   * not.
   *
   * @param client client address; empty if unknown
   * @throws StoreException if the store is needed and unavailable
   * @throws OverloadedException if too many verifications were in progress
   */
  TokenLookupResult trace(Secret presented, String client);

  /**
   * Denies a request without a verifiable token and notifies listeners.
   *
   * @param reason a reason before verification
   */
  Denied deny(DenialReason reason);

  /**
   * Denies an authenticated request because of a further rule and notifies listeners.
   *
   * @param holder principal of the request
   * @param denied denial with a reason after verification and the key
   */
  Denied deny(ApiKeyPrincipal holder, Denied denied);
}
