package dev.sallyport.authentication;

import java.time.Duration;
import java.util.UUID;

/**
 * Result of looking up the key of a token.
 *
 * <pre>{@code
 * if (authenticator.trace(token, client) instanceof TokenLookupResult.Found found) {
 *   sallyport.keys().deactivate(found.keyId());
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public sealed interface TokenLookupResult {
  /**
   * The token belongs to a key, which may be in any state.
   *
   * @param keyId id of the key
   */
  record Found(UUID keyId) implements TokenLookupResult {}

  /** The token belongs to no key. */
  record NotFound() implements TokenLookupResult {}

  /**
   * The lookup was not performed because of too many attempts from the network.
   *
   * @param retryAfter time until a retry makes sense, more than zero
   */
  record Throttled(Duration retryAfter) implements TokenLookupResult {}
}
