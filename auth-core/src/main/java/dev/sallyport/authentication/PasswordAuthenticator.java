package dev.sallyport.authentication;

import dev.sallyport.key.Owner;
import dev.sallyport.spi.PasswordDirectory;
import dev.sallyport.spi.StoreException;
import dev.sallyport.token.Secret;
import java.util.Optional;

/**
 * Tells whether a password is a user's, and lets nobody guess for long.
 *
 * <p>Users that do not exist, users without a password and wrong passwords get the same answer, and
 * are throttled in the same way. Thread-safe.
 */
public interface PasswordAuthenticator {
  /**
   * Checks a password.
   *
   * @param username whatever a client sent, of any length and content
   * @param client the client's address, which failures are counted by; empty if unknown
   * @throws StoreException if it could not be found out
   * @throws OverloadedException if too many passwords were being checked
   */
  LoginResult logIn(String username, Secret password, String client);

  /**
   * Checks a password that comes from a device on which the user has logged in before: it has a
   * budget of its own, so that guessing from elsewhere does not lock the user out there.
   *
   * @param username whatever a client sent, of any length and content
   * @param client the client's address, which failures are counted by; empty if unknown
   * @param device what the caller knows the device by, having verified that it is one of this
   *     user's; empty if it is not
   * @throws StoreException if it could not be found out
   * @throws OverloadedException if too many passwords were being checked
   */
  LoginResult logIn(String username, Secret password, String client, Optional<String> device);

  /**
   * Tells one password of a user from the next, for sessions that are to end with it: see {@link
   * PasswordDirectory#passwordVersion}.
   *
   * @return empty if there is no such user, or it has no password
   * @throws StoreException if it could not be found out
   */
  Optional<String> passwordVersion(Owner owner);
}
