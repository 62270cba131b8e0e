package dev.sallyport.management;

import dev.sallyport.key.ApiKey;
import dev.sallyport.key.EffectiveState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key and what it is worth at the moment it was read.
 *
 * @param key the key as it is stored
 * @param state whether it works and, if not, why
 * @param effectiveEnd the last instant at which it can work: its own end or, where older keys are
 *     denied, the end of its maximum lifetime if that is earlier; null if it never ends
 */
public record KeyWithState(ApiKey key, EffectiveState state, @Nullable Instant effectiveEnd) {
  /** Returns the same without what is confidential: see {@link ApiKey#redacted()}. */
  public KeyWithState redacted() {
    return new KeyWithState(key.redacted(), state, effectiveEnd);
  }
}
