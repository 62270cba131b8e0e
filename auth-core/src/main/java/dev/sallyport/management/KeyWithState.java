package dev.sallyport.management;

import dev.sallyport.key.ApiKey;
import dev.sallyport.key.EffectiveState;
import dev.sallyport.key.OwnerStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Key with its effective state at the time it was read.
 *
 * <pre>{@code
 * for (KeyWithState it : sallyport.keys().listWithStates(ApiKeyQuery.all()).items()) {
 *   log.info("{} is {}", it.key().name(), it.state().word());
 * }
 * }</pre>
 *
 * @param key the stored key
 * @param state effective state of the key
 * @param effectiveEnd last instant at which the key can be used: its expiry or, if over-age keys
 *     are denied, the end of its maximum lifetime if that is earlier; null if there is none
 * @param ownerStatus status of the owner; {@link OwnerStatus#ABSENT} if the owner does not exist,
 *     or is a later one of the same name
 * @since 0.1.0
 */
public record KeyWithState(
    ApiKey key, EffectiveState state, @Nullable Instant effectiveEnd, OwnerStatus ownerStatus) {
  /** Returns this value without confidential data: see {@link ApiKey#redacted()}. */
  public KeyWithState redacted() {
    return new KeyWithState(key.redacted(), state, effectiveEnd, ownerStatus);
  }
}
