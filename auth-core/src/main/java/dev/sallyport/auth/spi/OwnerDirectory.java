package dev.sallyport.auth.spi;

import dev.sallyport.auth.token.Owner;
import java.util.Optional;

/**
 * Knows the owners of keys. A host application with users of its own implements this one method.
 *
 * <p>Called after a token was proven, at most once per key and {@code max-staleness}; thread-safe.
 */
@FunctionalInterface
public interface OwnerDirectory {
  /**
   * Finds a user of an account, also one that is switched off.
   *
   * @return empty if there is no such account, or no such user in it
   * @throws StoreException if it could not be found out
   */
  Optional<OwnerProfile> find(Owner owner);
}
