package dev.sallyport.internal.authentication;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.authentication.LoginRequest;
import dev.sallyport.authentication.LoginResult;
import dev.sallyport.authentication.LoginResult.Denied;
import dev.sallyport.authentication.LoginResult.LoggedIn;
import dev.sallyport.authentication.LoginResult.Throttled;
import dev.sallyport.authentication.PasswordAuthenticator;
import dev.sallyport.event.Event;
import dev.sallyport.internal.event.EventPublisher;
import dev.sallyport.internal.limit.FailureThrottle;
import dev.sallyport.internal.limit.FailureThrottle.Origin;
import dev.sallyport.internal.verification.AdaptiveBulkhead;
import dev.sallyport.key.Owner;
import dev.sallyport.spi.PasswordDirectory;
import dev.sallyport.spi.PasswordDirectory.PasswordOwner;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Implementation of {@link PasswordAuthenticator} over a directory of passwords. */
public record DefaultPasswordAuthenticator(
    PasswordDirectory directory,
    AdaptiveBulkhead bulkhead,
    FailureThrottle throttle,
    EventPublisher events,
    Clock clock)
    implements PasswordAuthenticator {
  @Override
  public LoginResult logIn(LoginRequest request) {
    Origin origin = new Origin(request.client(), request.device());
    LoginResult result =
        throttled(request, origin).orElseGet(() -> logInWithPermit(request, origin));
    if (events.hasListeners()) {
      publish(result, origin.client());
    }
    return result;
  }

  private LoginResult logInWithPermit(LoginRequest request, Origin origin) {
    return bulkhead.run(
        () -> bulkhead.compute(() -> logInNow(request, origin)), LoggedIn.class::isInstance);
  }

  @Override
  public Optional<String> passwordVersion(Owner owner) {
    return directory.passwordVersion(owner);
  }

  @Override
  public Optional<PasswordOwner> findPasswordOwner(Owner owner) {
    return directory.findPasswordOwner(owner);
  }

  /**
   * Checks the throttle again, because many logins may have failed while this one waited for its
   * permit.
   */
  private LoginResult logInNow(LoginRequest request, Origin origin) {
    Optional<LoginResult> throttled = throttled(request, origin);
    if (throttled.isPresent()) {
      return throttled.get();
    }
    Optional<Owner> owner = authenticate(request).filter(this::isActive);
    if (owner.isPresent()) {
      throttle.succeed(user(request), origin);
      return new LoggedIn(owner.get());
    }
    throttle.fail(user(request), origin);
    return new Denied();
  }

  private Optional<Owner> authenticate(LoginRequest request) {
    String account = request.accountId();
    return account.isEmpty()
        ? directory.authenticate(request.username(), request.password())
        : directory.authenticate(account, request.username(), request.password());
  }

  private Optional<LoginResult> throttled(LoginRequest request, Origin origin) {
    Duration wait = throttle.waitOf(user(request), origin);
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
    return directory.find(owner).filter(it -> it.status().isActive()).isPresent();
  }

  /**
   * Returns one name for all spellings that a directory may treat as the same user. The account is
   * part of it: users with the same name in several accounts have separate budgets.
   */
  static String user(LoginRequest request) {
    String username = normalized(request.username());
    String account = request.accountId();
    return account.isEmpty() ? username : normalized(account) + "\n" + username;
  }

  /** Ids beyond Sallyport's maximum may be valid in a host's directory. */
  private static String normalized(String id) {
    if (id.length() > Owner.MAX_USER_ID) {
      return UUID.nameUUIDFromBytes(id.getBytes(UTF_8)).toString();
    }
    return Normalizer.normalize(id.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }
}
