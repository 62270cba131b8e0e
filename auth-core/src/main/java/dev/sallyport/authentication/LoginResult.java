package dev.sallyport.authentication;

import dev.sallyport.key.Owner;
import java.time.Duration;

/**
 * Result of a login with a password.
 *
 * <pre>{@code
 * if (logins.logIn(username, password, client) instanceof LoginResult.LoggedIn login) {
 *   startSession(login.owner());
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public sealed interface LoginResult {
  /**
   * The password is correct, and user and account are active.
   *
   * @param owner the user
   */
  record LoggedIn(Owner owner) implements LoginResult {}

  /**
   * The password is wrong, or the user does not exist or is not active. The result does not say
   * which.
   */
  record Denied() implements LoginResult {}

  /**
   * The password was not checked because of too many failures.
   *
   * @param retryAfter time until a retry makes sense, more than zero
   */
  record Throttled(Duration retryAfter) implements LoginResult {}
}
