package dev.sallyport.auth.spi;

import dev.sallyport.auth.token.AuthToken;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one indexed read found: the key and, where the store keeps owners too, its owner's status.
 *
 * @param key the key in whatever state it is
 * @param ownerStatusOrNull null if this store knows nothing about owners, so that the {@link
 *     OwnerDirectory} must be asked; {@link OwnerStatus#ABSENT} if it does and has none
 */
public record StoredToken(AuthToken key, @Nullable OwnerStatus ownerStatusOrNull) {
  /** Of a store that keeps keys only. */
  public static StoredToken withoutOwner(AuthToken key) {
    return new StoredToken(key, null);
  }

  /** The owner's status, if the store knows owners. */
  public Optional<OwnerStatus> ownerStatus() {
    return Optional.ofNullable(ownerStatusOrNull);
  }
}
