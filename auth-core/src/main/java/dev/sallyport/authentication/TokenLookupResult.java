package dev.sallyport.authentication;

import java.time.Duration;
import java.util.UUID;

/** Which key a token that was found is the own of. */
public sealed interface TokenLookupResult {
  /** This one's, in whatever state it is. */
  record Found(UUID keyId) implements TokenLookupResult {}

  /** No key's. */
  record NotFound() implements TokenLookupResult {}

  /**
   * Nobody looked, because too many came from there.
   *
   * @param retryAfter when to try again, more than zero
   */
  record Throttled(Duration retryAfter) implements TokenLookupResult {}
}
