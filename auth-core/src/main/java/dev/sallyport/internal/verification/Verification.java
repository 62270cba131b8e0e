package dev.sallyport.internal.verification;

import dev.sallyport.authorization.DenialReason;
import java.time.Duration;

/** Whether a token is of a key: a {@link CachedKey} if it is, whose state is fresh. */
public sealed interface Verification
    permits CachedKey, Verification.Stale, Verification.NotVerified, Verification.Throttled {
  /** It is of a key whose state could not be loaded, so that it is what was last known. */
  record Stale(CachedKey key) implements Verification {}

  /** It is of no key, for a reason before verification. */
  record NotVerified(DenialReason reason) implements Verification {}

  /** Nobody looked, since too much failed before. */
  record Throttled(Duration retryAfter) implements Verification {}
}
