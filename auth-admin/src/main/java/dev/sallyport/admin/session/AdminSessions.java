package dev.sallyport.admin.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sallyport.admin.config.AdminSettings;
import dev.sallyport.admin.service.BasePath;
import dev.sallyport.config.Settings;
import dev.sallyport.key.Owner;
import dev.sallyport.servlet.RequestAuthenticator;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Store of the console's sessions on this node. Session ids are stored as SHA-256 digests.
 * Thread-safe.
 */
public final class AdminSessions {
  /** The name of the session cookie. */
  public static final String COOKIE = "sallyport-admin";

  /** Maximum number of sessions of a user; beyond it, the oldest sessions end. */
  public static final int MAX_OF_OWNER = 20;

  private static final int MAX_SESSIONS = 10_000;
  private static final int ID_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Duration longest;
  private final Clock clock;
  private final Cache<String, AdminSession> sessions;

  /** Creates an empty store. */
  public AdminSessions(Settings settings, Clock clock) {
    this.longest = settings.get(AdminSettings.SESSION_MAX);
    this.clock = clock;
    this.sessions =
        Caffeine.newBuilder()
            .maximumSize(MAX_SESSIONS)
            .expireAfterAccess(settings.get(AdminSettings.SESSION_IDLE))
            .ticker(() -> nanosOf(clock.instant()))
            .build();
  }

  /**
   * Returns the session of a request, and counts as a use of it. With several cookies of the name,
   * returns empty: another application of the domain has set at least one of them.
   */
  Optional<AdminSession> find(HttpServletRequest request) {
    List<String> ids = values(request, COOKIE);
    return ids.size() == 1
        ? Optional.ofNullable(sessions.getIfPresent(digest(ids.get(0))))
            .filter(session -> clock.instant().isBefore(session.endsAt()))
        : Optional.empty();
  }

  /** Returns whether a request has several session cookies, so that signing in has no effect. */
  public static boolean hasDuplicateCookies(HttpServletRequest request) {
    return values(request, COOKIE).size() > 1;
  }

  /**
   * Opens a session under a new id. Ends the previous session of the request.
   *
   * @param passwordVersion see {@link AdminSession}
   */
  public AdminSession open(
      Owner owner,
      String passwordVersion,
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request,
      HttpServletResponse response) {
    Instant now = clock.instant();
    AdminSession session =
        new AdminSession(owner, passwordVersion, random(), now.plus(longest), now);
    return replaceBy(session, requestAuthenticator, request, response);
  }

  /**
   * Records that the user of a session has entered the password again. The session gets a new id,
   * so that a stolen copy of the old id ends and is not confirmed.
   */
  AdminSession confirm(
      AdminSession session,
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request,
      HttpServletResponse response) {
    AdminSession confirmed =
        new AdminSession(
            session.owner(),
            session.passwordVersion(),
            session.csrfToken(),
            session.endsAt(),
            clock.instant());
    return replaceBy(confirmed, requestAuthenticator, request, response);
  }

  private AdminSession replaceBy(
      AdminSession session,
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request,
      HttpServletResponse response) {
    forget(request);
    String id = random();
    add(digest(id), session);
    setCookie(COOKIE, id, "", requestAuthenticator, request, response);
    return session;
  }

  private synchronized void add(String key, AdminSession session) {
    List<String> oldestFirst =
        sessions.asMap().entrySet().stream()
            .filter(it -> it.getValue().owner().equals(session.owner()))
            .sorted(Comparator.comparing(it -> it.getValue().endsAt()))
            .map(Map.Entry::getKey)
            .toList();
    int tooMany = Math.max(0, oldestFirst.size() + 1 - MAX_OF_OWNER);
    sessions.invalidateAll(oldestFirst.subList(0, tooMany));
    sessions.put(key, session);
  }

  /** Ends the session of a request, and deletes its cookie. */
  public void close(
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request,
      HttpServletResponse response) {
    forget(request);
    setCookie(COOKIE, "", "; Max-Age=0", requestAuthenticator, request, response);
  }

  /** Ends the session of a request without changing the client's cookies. */
  void forget(HttpServletRequest request) {
    values(request, COOKIE).forEach(id -> sessions.invalidate(digest(id)));
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
    byte[] bytes = new byte[ID_BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String digest(String id) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(id.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This JVM does not support SHA-256", e);
    }
  }

  private static long nanosOf(Instant instant) {
    return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
  }
}
