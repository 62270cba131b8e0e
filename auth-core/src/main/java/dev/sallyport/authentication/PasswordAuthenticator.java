package dev.sallyport.authentication;

import dev.sallyport.key.Owner;
import dev.sallyport.spi.PasswordDirectory;
import dev.sallyport.spi.PasswordDirectory.PasswordOwner;
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
   * @throws StoreException if the store is unavailable
   * @throws OverloadedException if too many passwords were being checked
   */
  LoginResult logIn(LoginRequest request);

  /**
   * Checks a password of a user whose username exists in one account only.
   *
   * @param username what the client sent, of any length and content
   * @param client client address, by which failures are counted; empty if unknown
   * @throws StoreException if the store is unavailable
   * @throws OverloadedException if too many passwords were being checked
   */
  default LoginResult logIn(String username, Secret password, String client) {
    return logIn(LoginRequest.of(username, password, client));
  }

  /**
   * Returns the version of a user's password, for sessions that must end when it changes: see
   * {@link PasswordDirectory#passwordVersion}.
   *
   * @return empty if the user does not exist or has no password
   * @throws StoreException if the store is unavailable
   */
  Optional<String> passwordVersion(Owner owner);

  /**
   * Returns a user with the version of its password: see {@link
   * PasswordDirectory#findPasswordOwner}.
   *
   * @return empty if the user does not exist or has no password
   * @throws StoreException if the store is unavailable
   */
  Optional<PasswordOwner> findPasswordOwner(Owner owner);
}
