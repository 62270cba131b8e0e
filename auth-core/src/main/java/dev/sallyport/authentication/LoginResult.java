package dev.sallyport.authentication;

import dev.sallyport.key.Owner;
import java.time.Duration;

/** The outcome of a login with a password. */
public sealed interface LoginResult {
  /** The password is the user's, who is active, and so is the account. */
  record LoggedIn(Owner owner) implements LoginResult {}

  /** It is not, or there is no such user, or the user is not active; nobody is told which. */
  record Denied() implements LoginResult {}

  /**
   * Nobody looked, because there were too many failures.
   *
   * @param retryAfter when it makes sense to try again, more than zero
   */
  record Throttled(Duration retryAfter) implements LoginResult {}
}
