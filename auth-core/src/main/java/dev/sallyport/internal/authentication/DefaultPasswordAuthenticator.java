package dev.sallyport.internal.authentication;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.authentication.LoginResult;
import dev.sallyport.authentication.LoginResult.Denied;
import dev.sallyport.authentication.LoginResult.LoggedIn;
import dev.sallyport.authentication.LoginResult.Throttled;
import dev.sallyport.authentication.PasswordAuthenticator;
import dev.sallyport.event.Event;
import dev.sallyport.internal.change.EventPublisher;
import dev.sallyport.internal.limit.FailureThrottle;
import dev.sallyport.internal.limit.FailureThrottle.Origin;
import dev.sallyport.internal.verification.AdaptiveBulkhead;
import dev.sallyport.key.Owner;
import dev.sallyport.key.OwnerProfile;
import dev.sallyport.spi.PasswordDirectory;
import dev.sallyport.token.Secret;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Implementation of {@link PasswordAuthenticator} over a directory of passwords. */
public final class DefaultPasswordAuthenticator implements PasswordAuthenticator {
  private final PasswordDirectory directory;
  private final AdaptiveBulkhead bulkhead;
  private final FailureThrottle throttle;
  private final EventPublisher events;
  private final Clock clock;

  public DefaultPasswordAuthenticator(
      PasswordDirectory directory,
      AdaptiveBulkhead bulkhead,
      FailureThrottle throttle,
      EventPublisher events,
      Clock clock) {
    this.directory = directory;
    this.bulkhead = bulkhead;
    this.throttle = throttle;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public LoginResult logIn(String username, Secret password, String client) {
    return logIn(username, password, new Origin(client, Optional.empty()));
  }

  @Override
  public LoginResult logIn(String username, Secret password, String client, String device) {
    return logIn(username, password, new Origin(client, Optional.of(device)));
  }

  private LoginResult logIn(String username, Secret password, Origin origin) {
    LoginResult result =
        throttled(username, origin).orElseGet(() -> logInWithPermit(username, password, origin));
    if (events.hasListeners()) {
      publish(result, origin.client());
    }
    return result;
  }

  private LoginResult logInWithPermit(String username, Secret password, Origin origin) {
    return bulkhead.run(
        () -> bulkhead.compute(() -> logInNow(username, password, origin)),
        LoggedIn.class::isInstance);
  }

  @Override
  public Optional<String> passwordVersion(Owner owner) {
    return directory.passwordVersion(owner);
  }

  /**
   * Checks the throttle again, because many logins may have failed while this one waited for its
   * permit.
   */
  private LoginResult logInNow(String username, Secret password, Origin origin) {
    Optional<LoginResult> throttled = throttled(username, origin);
    if (throttled.isPresent()) {
      return throttled.get();
    }
    Optional<Owner> owner = directory.authenticate(username, password).filter(this::isActive);
    if (owner.isPresent()) {
      throttle.succeed(user(username), origin);
      return new LoggedIn(owner.get());
    }
    throttle.fail(user(username), origin);
    return new Denied();
  }

  private Optional<LoginResult> throttled(String username, Origin origin) {
    Duration wait = throttle.waitOf(user(username), origin);
    return wait.isZero() ? Optional.empty() : Optional.of(new Throttled(wait));
  }

  private void publish(LoginResult result, String client) {
    if (result instanceof Throttled throttled) {
      events.publish(new Event.Throttled(clock.instant(), "login", client, throttled.retryAfter()));
    } else if (result instanceof Denied) {
      events.publish(new Event.LoginFailed(clock.instant(), client));
    }
  }

  private boolean isActive(Owner owner) {
    return directory
        .find(owner)
        .map(OwnerProfile::status)
        .filter(status -> status.isActive())
        .isPresent();
  }

  /**
   * Returns one name for all spellings that a directory may treat as the same user. Names beyond
   * Sallyport's maximum may be valid in a host's directory.
   */
  static String user(String username) {
    if (username.length() > Owner.MAX_USERNAME) {
      return UUID.nameUUIDFromBytes(username.getBytes(UTF_8)).toString();
    }
    return Normalizer.normalize(username.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }
}
