package dev.sallyport.spi;

import dev.sallyport.key.Owner;
import dev.sallyport.key.OwnerProfile;
import dev.sallyport.token.Secret;
import java.util.Optional;

/**
 * Owner directory that verifies passwords. A host application with its own users implements it too,
 * if users obtain keys by logging in.
 *
 * <p>Must take as long for missing users as for existing ones, so that usernames cannot be
 * enumerated. Callers throttle guessing. Thread-safe.
 *
 * <pre>{@code
 * Optional<Owner> owner = directory.authenticate("ada", Secret.of(password));
 * }</pre>
 *
 * @since 0.1.0
 */
public interface PasswordDirectory extends OwnerDirectory {
  /**
   * Verifies a password of a user whose account the client did not name.
   *
   * @param username username sent by a client, of any length and content
   * @return the user, in any state; empty if there is no such user, the password is wrong, or the
   *     username alone does not identify a user
   * @throws StoreException if the directory is unavailable
   */
  Optional<Owner> authenticate(String username, Secret password);

  /**
   * Verifies a password of a user of an account. Directories in which a username may occur in
   * several accounts must override this.
   *
   * @param accountId account id sent by a client, of any length and content
   * @param username username sent by a client, of any length and content
   * @return the user, in any state; empty if there is no such user or the password is wrong
   * @throws StoreException if the directory is unavailable
   */
  default Optional<Owner> authenticate(String accountId, String username, Secret password) {
    return authenticate(username, password).filter(it -> it.accountId().equals(accountId));
  }

  /**
   * Returns a value that changes with the password of a user and reveals nothing else about it.
   * Sessions that were opened with an earlier password must end. If usernames are reused after
   * deletion, the value distinguishes the users too. It may be kept in memory, and a digest of it
   * is stored with sessions; it should not be a hash from which the password can be guessed. A
   * directory that does not support this keeps the default, which is the same for all users.
   *
   * @return empty if the user does not exist or has no password
   * @throws StoreException if the directory is unavailable
   */
  default Optional<String> passwordVersion(Owner owner) {
    return Optional.of("");
  }

  /**
   * Finds a user as {@link #find} does, with {@link #passwordVersion}, for each request with a
   * session. A directory should override this to take one round trip.
   *
   * @return empty if the user does not exist or has no password
   * @throws StoreException if the directory is unavailable
   */
  default Optional<PasswordOwner> findPasswordOwner(Owner owner) {
    return passwordVersion(owner)
        .flatMap(version -> find(owner).map(profile -> new PasswordOwner(profile, version)));
  }

  /**
   * Owner with a password.
   *
   * @param profile profile of the owner
   * @param passwordVersion value that changes with the password: see {@link #passwordVersion}
   */
  record PasswordOwner(OwnerProfile profile, String passwordVersion) {}
}
