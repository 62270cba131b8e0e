package dev.sallyport.admin.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.admin.config.AdminSettings;
import dev.sallyport.admin.service.BasePath;
import dev.sallyport.config.Settings;
import dev.sallyport.key.Owner;
import dev.sallyport.servlet.RequestAuthenticator;
import dev.sallyport.session.FoundSession;
import dev.sallyport.session.SessionStore;
import dev.sallyport.session.StoredSession;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
  private static final int RANDOM_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * Returns the session of a request, and counts as a use of it. With several cookies of the name,
   * returns empty: another application of the domain has set at least one of them.
   */
  Optional<AdminSession> find(
      RequestAuthenticator requestAuthenticator, HttpServletRequest request) {
    List<String> values = values(request, COOKIE);
    Matcher value = VALUE.matcher(values.size() == 1 ? values.get(0) : "");
    if (!value.matches()) {
      return Optional.empty();
    }
    SessionStore store = requestAuthenticator.sallyport().sessions();
    Instant now = requestAuthenticator.sallyport().clock().instant();
    Optional<FoundSession> found =
        store
            .find(digest(value.group()))
            .filter(it -> now.isBefore(it.session().endsAt()))
            .filter(it -> now.isBefore(it.session().lastUsedAt().plus(idle())));
    found
        .filter(it -> !now.isBefore(it.session().lastUsedAt().plus(unrecorded())))
        .ifPresent(it -> store.recordUse(it.session().digest(), now));
    return found.map(it -> new AdminSession(it, value.group(1)));
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
    return values(request, COOKIE).size() > 1;
  }

  /**
   * Opens a session under a new id. Ends the previous session of the request.
   *
   * @param passwordVersion version of the password that opens the session; empty if the host's
   *     login does
   */
  public AdminSession open(
      Owner owner,
      String passwordVersion,
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request,
      HttpServletResponse response) {
    Instant now = requestAuthenticator.sallyport().clock().instant();
    String secret = random();
    String value = random() + "." + secret;
    StoredSession opened =
        new StoredSession(
            digest(value),
            owner,
            digest(passwordVersion),
            now,
            now,
            now,
            now.plus(settings.get(AdminSettings.SESSION_MAX)),
            "");
    replaceBy(value, opened, requestAuthenticator, request, response);
    return new AdminSession(FoundSession.withoutUser(opened), secret);
  }

  /**
   * Records that the user of a session has entered the password again. The session gets a new id,
   * so that a stolen copy of the old id ends and is not confirmed. Forms of other tabs stay valid.
   */
  AdminSession confirm(
      AdminSession session,
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request,
      HttpServletResponse response) {
    Instant now = requestAuthenticator.sallyport().clock().instant();
    String value = random() + "." + session.formSecret();
    StoredSession old = session.stored();
    StoredSession confirmed =
        new StoredSession(
            digest(value),
            old.owner(),
            old.passwordVersion(),
            old.startedAt(),
            now,
            now,
            old.endsAt(),
            old.message());
    replaceBy(value, confirmed, requestAuthenticator, request, response);
    return new AdminSession(FoundSession.withoutUser(confirmed), session.formSecret());
  }

  private static void replaceBy(
      String value,
      StoredSession session,
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request,
      HttpServletResponse response) {
    forget(requestAuthenticator, request);
    requestAuthenticator.sallyport().sessions().add(session, MAX_OF_OWNER);
    setCookie(COOKIE, value, "", requestAuthenticator, request, response);
  }

  /** Returns whether a password version is that of the password that opened a session. */
  static boolean isOpenedBy(String passwordVersion, AdminSession session) {
    return digest(passwordVersion).equals(session.stored().passwordVersion());
  }

  /** Ends the session of a request, and deletes its cookie. */
  public void close(
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request,
      HttpServletResponse response) {
    forget(requestAuthenticator, request);
    setCookie(COOKIE, "", "; Max-Age=0", requestAuthenticator, request, response);
  }

  /** Ends the session of a request without changing the client's cookies. */
  static void forget(RequestAuthenticator requestAuthenticator, HttpServletRequest request) {
    List<String> digests =
        values(request, COOKIE).stream()
            .filter(it -> VALUE.matcher(it).matches())
            .map(AdminSessions::digest)
            .toList();
    if (!digests.isEmpty()) {
      requestAuthenticator.sallyport().sessions().remove(digests);
    }
  }

  /** Adds a cookie as a header: containers differ in attributes that are newer than their API. */
  static void setCookie(
      String name,
      String value,
      String more,
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request,
      HttpServletResponse response) {
    String secure =
        requestAuthenticator.isOverTls(request) || claimsHttps(request) ? "; Secure" : "";
    response.addHeader(
        "Set-Cookie",
        "%s=%s; Path=%s; HttpOnly; SameSite=Strict%s%s"
            .formatted(name, value, pathOf(request), secure, more));
  }

  /**
   * Returns whether a header says that the client used TLS. Untrusted clients may send it, but harm
   * only their own cookie. It protects the cookie behind proxies that are not trusted by the
   * settings.
   */
  private static boolean claimsHttps(HttpServletRequest request) {
    return Collections.list(request.getHeaders("X-Forwarded-Proto")).stream()
        .flatMap(line -> Stream.of(line.split(",", -1)))
        .anyMatch(proto -> proto.strip().equalsIgnoreCase("https"));
  }

  private static String pathOf(HttpServletRequest request) {
    String path = BasePath.of(request).path();
    return path.isEmpty() ? "/" : path;
  }

  /** Returns the values of all cookies with a name. */
  static List<String> values(HttpServletRequest request, String name) {
    Cookie[] cookies = request.getCookies();
    return cookies == null
        ? List.of()
        : Arrays.stream(cookies)
            .filter(it -> it.getName().equals(name))
            .map(Cookie::getValue)
            .toList();
  }

  /** Returns 256 random bits in Base64url. */
  static String random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String digest(String secret) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This JVM does not support SHA-256", e);
    }
  }
}
