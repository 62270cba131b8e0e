package dev.sallyport.admin.session;

import dev.sallyport.admin.config.AdminSettings;
import dev.sallyport.admin.config.AdminSettings.SignIn;
import dev.sallyport.config.Settings;
import dev.sallyport.key.Owner;
import dev.sallyport.servlet.RequestAuthenticator;
import dev.sallyport.session.FoundSession;
import dev.sallyport.session.SessionStore;
import dev.sallyport.session.StoredSession;
import dev.sallyport.spi.StoreException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sessions of the console, in the store of the Sallyport instance, which all nodes share.
 *
 * <p>The value of the cookie is a random id and a random secret of forms. The store has only the
 * SHA-256 of the whole value.
 */
public record AdminSessions(Settings settings) {
  /** The name of the session cookie. */
  public static final String COOKIE = "sallyport-admin";

  /** Maximum number of sessions of a user; beyond it, those end that were not used the longest. */
  public static final int MAX_OF_OWNER = 20;

  private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_-]{43}\\.([A-Za-z0-9_-]{43})");
  private static final Duration LONGEST_UNRECORDED = Duration.ofMinutes(1);
  private static final int UNRECORDED_PARTS = 10;
  private static final Logger log = LoggerFactory.getLogger(AdminSessions.class);

  /** Returns the session of a request; empty unless it has exactly one session cookie. */
  Optional<AdminSession> find(
      RequestAuthenticator requestAuthenticator, HttpServletRequest request) {
    Matcher value = VALUE.matcher(ConsoleCookies.only(request, COOKIE).orElse(""));
    if (!value.matches()) {
      return Optional.empty();
    }
    Instant now = requestAuthenticator.sallyport().clock().instant();
    return requestAuthenticator
        .sallyport()
        .sessions()
        .find(Sha256.hex(value.group()))
        .filter(it -> now.isBefore(it.session().endsAt()))
        .filter(it -> now.isBefore(it.session().startedAt().plus(longest())))
        .filter(it -> now.isBefore(it.session().lastUsedAt().plus(idle())))
        .map(it -> new AdminSession(it, value.group(1)));
  }

  /** Records a use of a session, unless one was recorded lately. No request fails without it. */
  void recordUse(AdminSession session, RequestAuthenticator requestAuthenticator) {
    StoredSession stored = session.stored();
    Instant now = requestAuthenticator.sallyport().clock().instant();
    if (now.isBefore(stored.lastUsedAt().plus(unrecorded()))) {
      return;
    }
    try {
      requestAuthenticator.sallyport().sessions().recordUse(stored.digest(), now);
    } catch (StoreException e) { // such as a database that is read-only
      log.debug("Could not record the use of a session", e);
    }
  }

  private Duration longest() {
    return settings.get(AdminSettings.SESSION_MAX);
  }

  private Duration idle() {
    return settings.get(AdminSettings.SESSION_IDLE);
  }

  /** Returns how long uses are not recorded after a recorded one, so that few pages write. */
  private Duration unrecorded() {
    Duration part = idle().dividedBy(UNRECORDED_PARTS);
    return part.compareTo(LONGEST_UNRECORDED) < 0 ? part : LONGEST_UNRECORDED;
  }

  /** Returns whether a request has several session cookies, so that signing in has no effect. */
  public static boolean hasDuplicateCookies(HttpServletRequest request) {
    return ConsoleCookies.values(request, COOKIE).size() > 1;
  }

  /**
   * Opens a session under a new id. Ends the previous session of the request.
   *
   * @param passwordVersion version of the password that opens the session; ignored if the host's
   *     login opens it
   */
  public AdminSession open(
      Owner owner,
      String passwordVersion,
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request,
      HttpServletResponse response) {
    String secret = ConsoleCookies.random();
    String value = ConsoleCookies.random() + "." + secret;
    StoredSession opened = started(value, owner, passwordVersion, requestAuthenticator);
    SessionStore store = requestAuthenticator.sallyport().sessions();
    boolean isReplaced =
        digestOf(request).filter(it -> store.replace(it, opened, MAX_OF_OWNER)).isPresent();
    if (!isReplaced) {
      store.add(opened, MAX_OF_OWNER);
    }
    ConsoleCookies.set(COOKIE, value, requestAuthenticator, request, response);
    return new AdminSession(FoundSession.withoutUser(opened), secret);
  }

  /** Returns a session for one response, which is not stored. */
  AdminSession unstored(Owner owner, RequestAuthenticator requestAuthenticator) {
    String secret = ConsoleCookies.random();
    StoredSession started = started(secret, owner, "", requestAuthenticator);
    return new AdminSession(FoundSession.withoutUser(started), secret);
  }

  private StoredSession started(
      String value,
      Owner owner,
      String passwordVersion,
      RequestAuthenticator requestAuthenticator) {
    Instant now = requestAuthenticator.sallyport().clock().instant();
    boolean isOfHost = settings.get(AdminSettings.SIGN_IN) == SignIn.HOST;
    return new StoredSession(
        Sha256.hex(value),
        owner,
        isOfHost ? Sha256.hex("host") : ofPassword(passwordVersion),
        now,
        now,
        now,
        now.plus(longest()),
        "");
  }

  /**
   * Records that the user of a session has entered the password again. The session gets a new id,
   * so that a stolen copy of the old id ends and is not confirmed. Forms of other tabs stay valid.
   *
   * @return empty if the session was ended in the meantime
   */
  static Optional<AdminSession> confirm(
      AdminSession session,
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request,
      HttpServletResponse response) {
    Instant now = requestAuthenticator.sallyport().clock().instant();
    String value = ConsoleCookies.random() + "." + session.formSecret();
    StoredSession old = session.stored();
    StoredSession confirmed =
        new StoredSession(
            Sha256.hex(value),
            old.owner(),
            old.passwordVersion(),
            old.startedAt(),
            now,
            now,
            old.endsAt(),
            old.message());
    SessionStore store = requestAuthenticator.sallyport().sessions();
    if (!store.replace(old.digest(), confirmed, MAX_OF_OWNER)) {
      return Optional.empty();
    }
    ConsoleCookies.set(COOKIE, value, requestAuthenticator, request, response);
    return Optional.of(new AdminSession(FoundSession.withoutUser(confirmed), session.formSecret()));
  }

  /** Returns whether a password version is that of the password that opened a session. */
  static boolean isOpenedBy(String passwordVersion, AdminSession session) {
    return ofPassword(passwordVersion).equals(session.stored().passwordVersion());
  }

  /** Differs from what the host's login stores, even for directories without versions. */
  private static String ofPassword(String version) {
    return Sha256.hex("password\n" + version);
  }

  /** Deletes the session cookie of a client, and ends its session. */
  public void close(
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request,
      HttpServletResponse response) {
    deleteCookie(requestAuthenticator, request, response);
    forget(requestAuthenticator, request);
  }

  /** Deletes the session cookie of a client. */
  public void deleteCookie(
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request,
      HttpServletResponse response) {
    ConsoleCookies.delete(COOKIE, requestAuthenticator, request, response);
  }

  /** Ends the session of a request without changing the client's cookies. */
  static void forget(RequestAuthenticator requestAuthenticator, HttpServletRequest request) {
    digestOf(request)
        .ifPresent(it -> requestAuthenticator.sallyport().sessions().remove(List.of(it)));
  }

  private static Optional<String> digestOf(HttpServletRequest request) {
    return ConsoleCookies.only(request, COOKIE)
        .filter(it -> VALUE.matcher(it).matches())
        .map(Sha256::hex);
  }
}
