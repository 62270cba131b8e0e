package dev.sallyport.key;

import java.util.Optional;

/**
 * Key with the status of its owner, if the store keeps owners.
 *
 * <pre>{@code
 * KeyWithOwnerStatus stored = KeyWithOwnerStatus.withoutOwner(key);
 * }</pre>
 *
 * @param key key in any state
 * @param ownerStatus status of the owner; empty if the store does not keep owners, so that the
 *     {@code OwnerDirectory} must be queried; {@link OwnerStatus#ABSENT} if the store keeps owners
 *     and has no such owner
 * @since 0.1.0
 */
public record KeyWithOwnerStatus(ApiKey key, Optional<OwnerStatus> ownerStatus) {
  /** Returns the result of a store with owners. */
  public KeyWithOwnerStatus(ApiKey key, OwnerStatus ownerStatus) {
    this(key, Optional.of(ownerStatus));
  }

  /** Returns the result of a store without owners. */
  public static KeyWithOwnerStatus withoutOwner(ApiKey key) {
    return new KeyWithOwnerStatus(key, Optional.empty());
  }
}
