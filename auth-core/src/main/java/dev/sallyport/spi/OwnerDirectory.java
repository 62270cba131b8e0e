package dev.sallyport.spi;

import dev.sallyport.key.Owner;
import dev.sallyport.key.OwnerProfile;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Knows the owners of keys. A host application with users of its own implements one method, {@link
 * #find}.
 *
 * <p>That is called after a token was proven, at most once per key and {@code max-staleness};
 * thread-safe.
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

  /**
   * Finds several users, as {@link #find} does. A directory that can should do so in one round
   * trip.
   *
   * @return those that exist
   * @throws StoreException if it could not be found out
   */
  default Map<Owner, OwnerProfile> findAll(Collection<Owner> owners) {
    Map<Owner, OwnerProfile> found = new HashMap<>();
    owners.forEach(owner -> find(owner).ifPresent(profile -> found.put(owner, profile)));
    return found;
  }

  /**
   * Finds who is called so, also somebody who is switched off: for people whom the host's own login
   * has let in. A directory that cannot tell leaves this as it is.
   *
   * @param username compared exactly
   * @return empty if there is no such user, or the name does not tell which one is meant
   * @throws StoreException if it could not be found out
   */
  default Optional<Owner> findByUsername(String username) {
    return Optional.empty();
  }
}
