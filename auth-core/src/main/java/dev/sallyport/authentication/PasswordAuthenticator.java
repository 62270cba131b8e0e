package dev.sallyport.authentication;

import dev.sallyport.key.Owner;
import dev.sallyport.spi.PasswordDirectory;
import dev.sallyport.spi.StoreException;
import dev.sallyport.token.Secret;
import java.util.Optional;

/**
 * Authenticator of users by password, throttled against guessing.
 *
 * <p>Users that do not exist, users without a password and wrong passwords get the same result and
 * are throttled in the same way. Thread-safe.
 *
 * <pre>{@code
 * PasswordAuthenticator logins = sallyport.logins().orElseThrow();
 * LoginResult result = logins.logIn(username, password, request.getRemoteAddr());
 * }</pre>
 *
 * @since 0.1.0
 */
public interface PasswordAuthenticator {
  /**
   * Checks a password.
   *
   * @param username what the client sent, of any length and content
   * @param client client address, by which failures are counted; empty if unknown
   * @throws StoreException if the store is unavailable
   * @throws OverloadedException if too many passwords were being checked
   */
  LoginResult logIn(String username, Secret password, String client);

  /**
   * Checks a password from a device on which the user has logged in before. Such a device has a
   * separate budget of failures, so that guessing from elsewhere does not lock the user out.
   *
   * @param username what the client sent, of any length and content
   * @param client client address, by which failures are counted; empty if unknown
   * @param device id of the device, verified by the caller to belong to this user
   * @throws StoreException if the store is unavailable
   * @throws OverloadedException if too many passwords were being checked
   */
  LoginResult logIn(String username, Secret password, String client, String device);

  /**
   * Returns the version of a user's password, for sessions that must end when it changes: see
   * {@link PasswordDirectory#passwordVersion}.
   *
   * @return empty if the user does not exist or has no password
   * @throws StoreException if the store is unavailable
   */
  Optional<String> passwordVersion(Owner owner);
}
