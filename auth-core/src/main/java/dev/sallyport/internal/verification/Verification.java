package dev.sallyport.internal.verification;

import dev.sallyport.authorization.DenialReason;
import java.time.Duration;

/** Result of a verification: a {@link CachedKey} with a fresh state if the token is verified. */
public sealed interface Verification
    permits CachedKey, Verification.Stale, Verification.NotVerified, Verification.Throttled {
  /**
   * The token is verified, but the state of the key could not be loaded.
   *
   * @param key last known state of the key
   */
  record Stale(CachedKey key) implements Verification {}

  /**
   * The token is not verified.
   *
   * @param reason a reason before verification
   */
  record NotVerified(DenialReason reason) implements Verification {}

  /**
   * The token was not checked because of too many failures.
   *
   * @param retryAfter time until a retry makes sense
   */
  record Throttled(Duration retryAfter) implements Verification {}
}
