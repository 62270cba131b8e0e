package dev.sallyport.auth.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sallyport.auth.servlet.Gateway;
import dev.sallyport.auth.spi.Settings;
import dev.sallyport.auth.token.Owner;
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
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Who is signed in at the console, on this node. Knows of a session's id only its SHA-256.
 * Thread-safe.
 */
final class AdminSessions {
  /** The name of the cookie. */
  static final String COOKIE = "sallyport-admin";

  private static final int MAX_SESSIONS = 10_000;
  private static final int ID_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Duration longest;
  private final Clock clock;
  private final Cache<String, AdminSession> sessions;

  AdminSessions(Settings settings, Clock clock) {
    this.longest = settings.get(AdminSettings.SESSION_MAX);
    this.clock = clock;
    this.sessions =
        Caffeine.newBuilder()
            .maximumSize(MAX_SESSIONS)
            .expireAfterAccess(settings.get(AdminSettings.SESSION_IDLE))
            .ticker(() -> nanosOf(clock.instant()))
            .build();
  }

  /** The session that a request belongs to. Asking for it is a use. */
  Optional<AdminSession> find(HttpServletRequest request) {
    return values(request, COOKIE).stream()
        .map(AdminSessions::digest)
        .flatMap(key -> Optional.ofNullable(sessions.getIfPresent(key)).stream())
        .filter(session -> clock.instant().isBefore(session.endsAt()))
        .findFirst();
  }

  /**
   * Signs somebody in, with an id that nobody knew before; a session that the request belonged to
   * is over.
   */
  AdminSession open(
      Owner owner, Gateway gateway, HttpServletRequest request, HttpServletResponse response) {
    forget(request);
    String id = random();
    AdminSession session = new AdminSession(owner, random(), clock.instant().plus(longest));
    sessions.put(digest(id), session);
    setCookie(COOKIE, id, "", gateway, request, response);
    return session;
  }

  /** Signs out whoever a request is from. */
  void close(Gateway gateway, HttpServletRequest request, HttpServletResponse response) {
    forget(request);
    setCookie(COOKIE, "", "; Max-Age=0", gateway, request, response);
  }

  private void forget(HttpServletRequest request) {
    values(request, COOKIE).forEach(id -> sessions.invalidate(digest(id)));
  }

  /** Written by hand: containers disagree about attributes that are younger than their API. */
  static void setCookie(
      String name,
      String value,
      String more,
      Gateway gateway,
      HttpServletRequest request,
      HttpServletResponse response) {
    String secure = gateway.isOverTls(request) ? "; Secure" : "";
    response.addHeader(
        "Set-Cookie",
        "%s=%s; Path=%s; HttpOnly; SameSite=Strict%s%s"
            .formatted(name, value, pathOf(request), secure, more));
  }

  private static String pathOf(HttpServletRequest request) {
    String path = request.getContextPath() + request.getServletPath();
    return path.isEmpty() ? "/" : path;
  }

  /** What cookies of that name say. */
  static List<String> values(HttpServletRequest request, String name) {
    Cookie[] cookies = request.getCookies();
    return cookies == null
        ? List.of()
        : Arrays.stream(cookies)
            .filter(it -> it.getName().equals(name))
            .map(Cookie::getValue)
            .toList();
  }

  /** Something that nobody can guess. */
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
      throw new IllegalStateException("this JVM has no SHA-256", e);
    }
  }

  private static long nanosOf(Instant instant) {
    return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
  }
}
