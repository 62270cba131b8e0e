package dev.sallyport.spi;

import dev.sallyport.key.Owner;
import dev.sallyport.key.OwnerProfile;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Directory of key owners. A host application with its own users implements one method, {@link
 * #find}.
 *
 * <p>It is called after a token was verified, at most once per key and {@code max-staleness}.
 * Thread-safe.
 *
 * <pre>{@code
 * OwnerDirectory owners = owner ->
 *     userRepository.find(owner.accountId(), owner.userId())
 *         .map(user -> new OwnerProfile(owner, user.company(), user.email(), user.status()));
 * }</pre>
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface OwnerDirectory {
  /**
   * Finds a user of an account, including inactive ones.
   *
   * @return empty if the account does not exist or has no such user
   * @throws StoreException if the directory is unavailable
   */
  Optional<OwnerProfile> find(Owner owner);

  /**
   * Finds several users, as {@link #find} does. Directories should override this to take one round
   * trip.
   *
   * @return the users that exist
   * @throws StoreException if the directory is unavailable
   */
  default Map<Owner, OwnerProfile> findAll(Collection<Owner> owners) {
    Map<Owner, OwnerProfile> found = new HashMap<>();
    owners.forEach(owner -> find(owner).ifPresent(profile -> found.put(owner, profile)));
    return found;
  }

  /**
   * Finds a user by user id alone, including inactive ones, for users authenticated by the host's
   * own login. A directory that does not support this keeps the default. A host whose principals
   * name the account as well may resolve such names here.
   *
   * @param userId user id or name of the host's principal, compared exactly
   * @return empty if there is no such user, or it exists in several accounts
   * @throws StoreException if the directory is unavailable
   */
  default Optional<Owner> findByUserId(String userId) {
    return Optional.empty();
  }
}
