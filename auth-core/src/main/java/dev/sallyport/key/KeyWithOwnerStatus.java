package dev.sallyport.key;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Key with the status of its owner, if the store keeps owners.
 *
 * <pre>{@code
 * KeyWithOwnerStatus stored = KeyWithOwnerStatus.withoutOwner(key);
 * }</pre>
 *
 * @param key key in any state
 * @param ownerStatusOrNull status of the owner; null if the store does not keep owners, so that the
 *     {@code OwnerDirectory} must be queried; {@link OwnerStatus#ABSENT} if the store keeps owners
 *     and has no such owner
 * @since 0.1.0
 */
public record KeyWithOwnerStatus(ApiKey key, @Nullable OwnerStatus ownerStatusOrNull) {
  /** Returns the result of a store without owners. */
  public static KeyWithOwnerStatus withoutOwner(ApiKey key) {
    return new KeyWithOwnerStatus(key, null);
  }

  /** Returns the status of the owner, if the store keeps owners. */
  public Optional<OwnerStatus> ownerStatus() {
    return Optional.ofNullable(ownerStatusOrNull);
  }
}
