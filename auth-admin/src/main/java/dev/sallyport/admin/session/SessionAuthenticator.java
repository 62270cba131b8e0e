package dev.sallyport.admin.session;

import dev.sallyport.admin.config.AdminSettings;
import dev.sallyport.admin.config.AdminSettings.SignIn;
import dev.sallyport.admin.service.Administrator;
import dev.sallyport.authentication.LoginResult;
import dev.sallyport.config.Settings;
import dev.sallyport.key.Owner;
import dev.sallyport.key.OwnerStatus;
import dev.sallyport.servlet.RequestAuthenticator;
import dev.sallyport.token.Secret;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Authenticator of requests by session, for pages and for the API. It is the only access to the
 * user of a session, so that no check can be omitted. Thread-safe.
 */
public record SessionAuthenticator(
    Settings settings, AdminSessions sessions, AdministratorResolver resolver) {
  /** Result of the authentication by session. */
  public sealed interface SessionResult {
    /** The session authenticates an administrator. */
    record Authenticated(AdminSession session, Administrator administrator)
        implements SessionResult {}

    /** The session does not authenticate the request. */
    record Denied(Cause why) implements SessionResult {}
  }

  /** Causes of a denial. */
  public enum Cause {
    /** There is no session, or it has ended. */
    NO_SESSION,
    /** The user is no longer active staff; the session has been ended. */
    NOT_STAFF,
    /** The request was not sent by a page of this session. */
    CROSS_SITE,
    /** The transport is insecure; the session of the request's only cookie has been ended. */
    INSECURE
  }

  /**
   * Authenticates a request by its session.
   *
   * @param csrfToken supplies the presented CSRF token, or null. It is called only for changes,
   *     since it may read the body.
   */
  public SessionResult authenticate(
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request,
      HttpServletResponse response,
      Supplier<@Nullable String> csrfToken) {
    if (!requestAuthenticator.isTransportAccepted(request)) {
      AdminSessions.forget(requestAuthenticator, request);
      return new SessionResult.Denied(Cause.INSECURE);
    }
    Optional<AdminSession> found =
        signInMode() == SignIn.OFF
            ? Optional.empty()
            : sessions.find(requestAuthenticator, request);
    if (found.isEmpty()) {
      return new SessionResult.Denied(Cause.NO_SESSION);
    }
    SessionResult result = check(found.get(), requestAuthenticator, request, response, csrfToken);
    if (result instanceof SessionResult.Authenticated) { // others do not prolong the session
      sessions.recordUse(found.get(), requestAuthenticator);
    }
    return result;
  }

  /**
   * Does the same for pages. With {@code admin-sign-in=host}, opens a session for the user of the
   * host's login, unless another site sent the request. HEAD opens none: clients that send it, such
   * as monitoring, often have no cookies.
   */
  public SessionResult authenticateOrOpen(
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request,
      HttpServletResponse response,
      Supplier<@Nullable String> csrfToken) {
    SessionResult result = authenticate(requestAuthenticator, request, response, csrfToken);
    boolean hasNone =
        result instanceof SessionResult.Denied denied
            && (denied.why() == Cause.NO_SESSION || denied.why() == Cause.NOT_STAFF);
    Optional<Administrator> administrator =
        hasNone
            ? resolver
                .userOfHost(requestAuthenticator, request)
                .flatMap(
                    owner ->
                        resolver.user(
                            owner,
                            AdministratorResolver.confirmedAtHost(requestAuthenticator, request),
                            requestAuthenticator,
                            request))
            : Optional.empty();
    if (administrator.isEmpty()) {
      return result;
    }
    if (!AdministratorResolver.isRead(request) || !SameSiteCheck.isSameOrigin(request)) {
      return new SessionResult.Denied(Cause.CROSS_SITE);
    }
    Owner owner = administrator.get().owner();
    AdminSession session =
        request.getMethod().equals("HEAD")
            ? sessions.unstored(owner, requestAuthenticator)
            : sessions.open(owner, "", requestAuthenticator, request, response);
    return new SessionResult.Authenticated(session, administrator.get());
  }

  private SessionResult check(
      AdminSession session,
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request,
      HttpServletResponse response,
      Supplier<@Nullable String> csrfToken) {
    if (!SameSiteCheck.isAllowed(request)) {
      return new SessionResult.Denied(Cause.CROSS_SITE);
    }
    Optional<OwnerStatus> status = resolver.statusOf(session, requestAuthenticator);
    Optional<Administrator> administrator =
        status.flatMap(it -> resolver.ofSession(session, it, requestAuthenticator, request));
    if (administrator.isEmpty()) {
      sessions.close(requestAuthenticator, request, response);
      return new SessionResult.Denied(status.isPresent() ? Cause.NOT_STAFF : Cause.NO_SESSION);
    }
    if (!AdministratorResolver.isRead(request)
        && !SameSiteCheck.hasToken(session, csrfToken.get())) {
      return new SessionResult.Denied(Cause.CROSS_SITE);
    }
    return new SessionResult.Authenticated(session, administrator.get());
  }

  /** Result of the confirmation of a session by password. */
  public sealed interface StepUp {
    /** The password is correct; the session continues under a new id. */
    record Confirmed(AdminSession session) implements StepUp {}

    /** The password is incorrect, or throttled and not checked. */
    record Unconfirmed(LoginResult why) implements StepUp {}

    /** The session was ended while the password was checked. */
    record Ended() implements StepUp {}
  }

  /** Confirms a session by its user's password. */
  public StepUp confirm(
      AdminSession session,
      Secret password,
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request,
      HttpServletResponse response) {
    LoginResult result =
        AdministratorResolver.checkPassword(
            session.owner(), password, requestAuthenticator, request);
    return result instanceof LoginResult.LoggedIn
        ? AdminSessions.confirm(session, requestAuthenticator, request, response)
            .<StepUp>map(StepUp.Confirmed::new)
            .orElseGet(StepUp.Ended::new)
        : new StepUp.Unconfirmed(result);
  }

  /** Returns whether sessions can be confirmed by a password of the directory of owners. */
  public boolean isByPassword() {
    return signInMode() == SignIn.DIRECTORY;
  }

  private SignIn signInMode() {
    return settings.get(AdminSettings.SIGN_IN);
  }
}
