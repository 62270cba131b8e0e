package dev.sallyport.auth;

import dev.sallyport.auth.LoginResult.LoggedIn;
import dev.sallyport.auth.LoginResult.Refused;
import dev.sallyport.auth.LoginResult.Throttled;
import dev.sallyport.auth.spi.Event;
import dev.sallyport.auth.spi.OwnerProfile;
import dev.sallyport.auth.spi.PasswordDirectory;
import dev.sallyport.auth.spi.StoreException;
import dev.sallyport.auth.token.Owner;
import dev.sallyport.auth.token.Secret;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Tells whether a password is a user's, and lets nobody guess for long.
 *
 * <p>Users that do not exist, users without a password and wrong passwords get the same answer, and
 * are throttled in the same way. Thread-safe.
 */
public final class Logins {
  private final PasswordDirectory directory;
  private final LoginThrottle throttle;
  private final Events events;
  private final Clock clock;

  Logins(PasswordDirectory directory, LoginThrottle throttle, Events events, Clock clock) {
    this.directory = directory;
    this.throttle = throttle;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Checks a password.
   *
   * @param username whatever a client sent, of any length and content
   * @param client the client's address, which failures are counted by; empty if unknown
   * @throws StoreException if it could not be found out
   * @throws VerifierBusyException if too many passwords were being checked
   */
  public LoginResult logIn(String username, Secret password, String client) {
    Duration wait = throttle.waitOf(username, client);
    if (!wait.isZero()) {
      if (events.areHeard()) {
        events.tell(new Event.Throttled(clock.instant(), "login", client, wait));
      }
      return new Throttled(wait);
    }
    Optional<Owner> owner = directory.authenticate(username, password).filter(this::isActive);
    if (owner.isPresent()) {
      return new LoggedIn(owner.get());
    }
    throttle.fail(username, client);
    if (events.areHeard()) {
      events.tell(new Event.LoginRefused(clock.instant(), client));
    }
    return new Refused();
  }

  private boolean isActive(Owner owner) {
    return directory
        .find(owner)
        .map(OwnerProfile::status)
        .filter(status -> status.isActive())
        .isPresent();
  }
}
