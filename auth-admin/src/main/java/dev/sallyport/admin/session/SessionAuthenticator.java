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
    Settings settings, AdminSessions sessions, AdministratorResolver reception) {
  /** What becomes of a request that has a session, or has none. */
  public sealed interface Entry {
    /** Somebody who may be here, and may have this done, as far as the session is concerned. */
    record Admitted(AdminSession session, Administrator who) implements Entry {}

    /** Nobody, by this session. */
    record Denied(Why why) implements Entry {}
  }

  /** Why nobody is let in. */
  public enum Why {
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
  public Entry admit(
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request,
      HttpServletResponse response,
      Supplier<@Nullable String> csrfToken) {
    if (!requestAuthenticator.isTransportAccepted(request)) {
      sessions.forget(request);
      return new Entry.Denied(Why.INSECURE);
    }
    Optional<AdminSession> found = way() == SignIn.OFF ? Optional.empty() : sessions.find(request);
    return found.isEmpty()
        ? new Entry.Denied(Why.NO_SESSION)
        : check(found.get(), requestAuthenticator, request, response, csrfToken);
  }

  /**
   * The same for pages. Where the host says who it is, a session follows, but not because another
   * site asked for one.
   */
  public Entry admitOrOpen(
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request,
      HttpServletResponse response,
      Supplier<@Nullable String> csrfToken) {
    Entry entry = admit(requestAuthenticator, request, response, csrfToken);
    boolean hasNone =
        entry instanceof Entry.Denied refused
            && (refused.why() == Why.NO_SESSION || refused.why() == Why.NOT_STAFF);
    Optional<Administrator> who =
        hasNone
            ? reception
                .userOfHost(requestAuthenticator, request)
                .flatMap(
                    owner ->
                        reception.user(
                            owner,
                            AdministratorResolver.confirmedAtHost(requestAuthenticator, request),
                            requestAuthenticator,
                            request))
            : Optional.empty();
    if (who.isEmpty()) {
      return entry;
    }
    if (!AdministratorResolver.isRead(request) || !SameSiteCheck.isFromHere(request)) {
      return new Entry.Denied(Why.CROSS_SITE);
    }
    Owner owner = who.get().owner();
    return new Entry.Admitted(
        sessions.open(owner, "", requestAuthenticator, request, response), who.get());
  }

  private Entry check(
      AdminSession session,
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request,
      HttpServletResponse response,
      Supplier<@Nullable String> csrfToken) {
    if (!SameSiteCheck.mayAsk(request)) {
      return new Entry.Denied(Why.CROSS_SITE);
    }
    boolean isOfPassword = reception.isStillOf(session, requestAuthenticator);
    Optional<Administrator> who =
        isOfPassword
            ? reception.signedIn(session, requestAuthenticator, request)
            : Optional.empty();
    if (who.isEmpty()) {
      sessions.close(requestAuthenticator, request, response);
      return new Entry.Denied(isOfPassword ? Why.NOT_STAFF : Why.NO_SESSION);
    }
    if (!AdministratorResolver.isRead(request)
        && !SameSiteCheck.isMeant(session, csrfToken.get())) {
      return new Entry.Denied(Why.CROSS_SITE);
    }
    return new Entry.Admitted(session, who.get());
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
