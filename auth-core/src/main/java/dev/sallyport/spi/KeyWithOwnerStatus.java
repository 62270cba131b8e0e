package dev.sallyport.spi;

import dev.sallyport.key.ApiKey;
import dev.sallyport.key.OwnerStatus;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one indexed read found: the key and, where the store keeps owners too, its owner's status.
 *
 * @param key the key in whatever state it is
 * @param ownerStatusOrNull null if this store knows nothing about owners, so that the {@link
 *     OwnerDirectory} must be asked; {@link OwnerStatus#ABSENT} if it does and has none
 */
public record KeyWithOwnerStatus(ApiKey key, @Nullable OwnerStatus ownerStatusOrNull) {
  /** Of a store that keeps keys only. */
  public static KeyWithOwnerStatus withoutOwner(ApiKey key) {
    return new KeyWithOwnerStatus(key, null);
  }

  /** The owner's status, if the store knows owners. */
  public Optional<OwnerStatus> ownerStatus() {
    return Optional.ofNullable(ownerStatusOrNull);
  }
}
