package dev.sallyport.admin.session;

import dev.sallyport.admin.config.AdminSettings;
import dev.sallyport.admin.config.AdminSettings.SignIn;
import dev.sallyport.admin.service.Administrator;
import dev.sallyport.authentication.LoginResult;
import dev.sallyport.config.Settings;
import dev.sallyport.key.Owner;
import dev.sallyport.servlet.RequestAuthenticator;
import dev.sallyport.token.Secret;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells whom the session of a request lets in, or why nobody: the one way to a session's user, for
 * pages and for the API, so that neither can forget a check. Thread-safe.
 */
public record SessionAuthenticator(
    Settings settings, AdminSessions sessions, AdministratorResolver resolver) {
  /** What becomes of a request that has a session, or has none. */
  public sealed interface SessionResult {
    /** Somebody who may be here, and may have this done, as far as the session is concerned. */
    record Authenticated(AdminSession session, Administrator administrator) implements SessionResult {}

    /** Nobody, by this session. */
    record Denied(Cause why) implements SessionResult {}
  }

  /** Why nobody is let in. */
  public enum Cause {
    /** There is no session, or it is over. */
    NO_SESSION,
    /** There was one, of somebody who may not be here now; it is over. */
    NOT_STAFF,
    /** It is no page of this session that sent the request. */
    CROSS_SITE,
    /** Others could read the request on its way; a session that it brought is over. */
    INSECURE
  }

  /**
   * Checks the session of a request.
   *
   * @param csrfToken asked of what changes something only, since it may read the body; null if
   *     there is none
   */
  public SessionResult authenticate(
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request,
      HttpServletResponse response,
      Supplier<@Nullable String> csrfToken) {
    if (!requestAuthenticator.isTransportAccepted(request)) {
      sessions.forget(request);
      return new SessionResult.Denied(Cause.INSECURE);
    }
    Optional<AdminSession> found = way() == SignIn.OFF ? Optional.empty() : sessions.find(request);
    return found.isEmpty()
        ? new SessionResult.Denied(Cause.NO_SESSION)
        : check(found.get(), requestAuthenticator, request, response, csrfToken);
  }

  /**
   * The same for pages. Where the host says who it is, a session follows, but not because another
   * site asked for one.
   */
  public SessionResult authenticateOrOpen(
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request,
      HttpServletResponse response,
      Supplier<@Nullable String> csrfToken) {
    SessionResult entry = authenticate(requestAuthenticator, request, response, csrfToken);
    boolean hasNone =
        entry instanceof SessionResult.Denied refused
            && (refused.why() == Cause.NO_SESSION || refused.why() == Cause.NOT_STAFF);
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
      return entry;
    }
    if (!AdministratorResolver.isRead(request) || !SameSiteCheck.isFromHere(request)) {
      return new SessionResult.Denied(Cause.CROSS_SITE);
    }
    Owner owner = administrator.get().owner();
    return new SessionResult.Authenticated(
        sessions.open(owner, "", requestAuthenticator, request, response), administrator.get());
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
    boolean isOfPassword = resolver.isPasswordUnchanged(session, requestAuthenticator);
    Optional<Administrator> administrator =
        isOfPassword
            ? resolver.signedIn(session, requestAuthenticator, request)
            : Optional.empty();
    if (administrator.isEmpty()) {
      sessions.close(requestAuthenticator, request, response);
      return new SessionResult.Denied(isOfPassword ? Cause.NOT_STAFF : Cause.NO_SESSION);
    }
    if (!AdministratorResolver.isRead(request)
        && !SameSiteCheck.hasToken(session, csrfToken.get())) {
      return new SessionResult.Denied(Cause.CROSS_SITE);
    }
    return new SessionResult.Authenticated(session, administrator.get());
  }

  /** What came of a password that confirms a session. */
  public sealed interface StepUp {
    /** It fits; the session goes on under another id. */
    record Confirmed(AdminSession session) implements StepUp {}

    /** It does not, or is not looked at for now. */
    record Unconfirmed(LoginResult why) implements StepUp {}
  }

  /** Confirms a session by the password of its user. */
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
        ? new StepUp.Confirmed(sessions.confirm(session, requestAuthenticator, request, response))
        : new StepUp.Unconfirmed(result);
  }

  /** Whether sessions can be confirmed by a password that the directory of owners knows. */
  public boolean isByPassword() {
    return way() == SignIn.DIRECTORY;
  }

  private SignIn way() {
    return settings.get(AdminSettings.SIGN_IN);
  }
}
