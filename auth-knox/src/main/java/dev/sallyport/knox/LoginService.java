package dev.sallyport.knox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.audit.AuditContext;
import dev.sallyport.authentication.LoginRequest;
import dev.sallyport.authentication.LoginResult;
import dev.sallyport.authentication.LoginResult.LoggedIn;
import dev.sallyport.authentication.LoginResult.Throttled;
import dev.sallyport.authentication.OverloadedException;
import dev.sallyport.authentication.PasswordAuthenticator;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.key.Owner;
import dev.sallyport.knox.BasicCredential.Present;
import dev.sallyport.knox.BasicCredential.Rejected;
import dev.sallyport.knox.LoginService.Outcome.InsecureTransport;
import dev.sallyport.knox.LoginService.Outcome.KeyCreated;
import dev.sallyport.knox.LoginService.Outcome.KeyNotAllowed;
import dev.sallyport.knox.LoginService.Outcome.LoginDenied;
import dev.sallyport.knox.LoginService.Outcome.Unavailable;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.CreateResult.Reason;
import dev.sallyport.servlet.RequestAuthenticator;
import dev.sallyport.spi.StoreException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Service that creates a key for a user who logs in with a password. */
record LoginService(RequestAuthenticator authenticator, PasswordAuthenticator logins) {
  private static final Logger log = LoggerFactory.getLogger(LoginService.class);

  /** Name of the created keys. */
  private static final String KEY_NAME = "login";

  /** Query parameter that names the account of the user. */
  private static final String ACCOUNT_PARAMETER = "account";

  /** Account that does not exist, for one that is not percent-encoded correctly. */
  private static final String INVALID_ACCOUNT = " ";

  /** Outcome of a login. */
  sealed interface Outcome {
    /** A key was created. Its token is returned this once. */
    record KeyCreated(Created created) implements Outcome {}

    /** The password is correct, but the user may not have another key. */
    record KeyNotAllowed(Reason reason) implements Outcome {}

    /** The request has no username and password, or not those of an active user. */
    record LoginDenied(DenialReason reason) implements Outcome {}

    /** The password was not checked, because it was sent without TLS. */
    record InsecureTransport() implements Outcome {}

    /** The password was not checked, because too many attempts failed. */
    record Throttled(Duration retryAfter) implements Outcome {}

    /** The password could not be checked. */
    record Unavailable(RuntimeException failure) implements Outcome {}
  }

  /** Verifies the username and password of a request and creates a key. */
  Outcome logIn(HttpServletRequest request) {
    if (!authenticator.isTransportAccepted(request)) {
      authenticator.deny(DenialReason.INSECURE_TRANSPORT);
      return new InsecureTransport();
    }
    BasicCredential credential = BasicCredential.of(request);
    if (credential instanceof Rejected rejected) {
      return deny(rejected.reason());
    }
    try {
      Present present = (Present) credential;
      String client = authenticator.clientOf(request);
      return logIn(
          LoginRequest.of(present.username(), present.password(), client)
              .inAccount(account(request)));
    } catch (OverloadedException | StoreException e) {
      return new Unavailable(e);
    }
  }

  /**
   * Returns the account that the query names, for usernames that exist in several accounts; the
   * empty text if it names none. The body is not read.
   */
  private static String account(HttpServletRequest request) {
    String query = request.getQueryString();
    String prefix = ACCOUNT_PARAMETER + "=";
    for (String part : query == null ? new String[0] : query.split("&", -1)) {
      if (part.startsWith(prefix)) {
        try {
          return URLDecoder.decode(part.substring(prefix.length()), UTF_8);
        } catch (IllegalArgumentException e) {
          return INVALID_ACCOUNT;
        }
      }
    }
    return "";
  }

  private Outcome logIn(LoginRequest request) {
    LoginResult result = logins.logIn(request);
    if (result instanceof Throttled throttled) {
      return new Outcome.Throttled(throttled.retryAfter());
    }
    return result instanceof LoggedIn loggedIn
        ? createKey(loggedIn.owner(), request.client())
        : new LoginDenied(DenialReason.WRONG_SECRET); // the listeners were notified
  }

  private Outcome createKey(Owner owner, String client) {
    CreateResult result =
        authenticator
            .sallyport()
            .keys()
            .as(AuditContext.ofUser(owner, client))
            .create(CreateKeyRequest.of(owner, KEY_NAME));
    if (result instanceof Created created) {
      return new KeyCreated(created);
    }
    Reason reason = ((CreateResult.Denied) result).reason();
    log.info("Created no key for {}, who has logged in: {}", owner, reason);
    return reason == Reason.LIMIT_REACHED || reason == Reason.OWNER_NOT_STAFF
        ? new KeyNotAllowed(reason)
        : deny(DenialReason.WRONG_SECRET); // removed or deactivated since the password was checked
  }

  private Outcome deny(DenialReason reason) {
    return new LoginDenied(authenticator.deny(reason).reason());
  }
}
