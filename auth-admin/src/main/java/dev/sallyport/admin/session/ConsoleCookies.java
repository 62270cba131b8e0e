package dev.sallyport.admin.session;

import dev.sallyport.admin.service.BasePath;
import dev.sallyport.servlet.RequestAuthenticator;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Cookies of the console, which only its own pages send, and no script reads. */
final class ConsoleCookies {
  private static final int RANDOM_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private ConsoleCookies() {}

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

  /**
   * Returns the value of the only cookie with a name. With several, returns empty: another
   * application of the domain has set at least one of them.
   */
  static Optional<String> only(HttpServletRequest request, String name) {
    List<String> values = values(request, name);
    return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
  }

  /** Adds a cookie that ends with the browser. */
  static void set(
      String name,
      String value,
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request,
      HttpServletResponse response) {
    set(name, value, "", requestAuthenticator, request, response);
  }

  /** Adds a cookie that ends after a year. */
  static void setForAYear(
      String name,
      String value,
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request,
      HttpServletResponse response) {
    set(name, value, "; Max-Age=31536000", requestAuthenticator, request, response);
  }

  /** Deletes a cookie. */
  static void delete(
      String name,
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request,
      HttpServletResponse response) {
    set(name, "", "; Max-Age=0", requestAuthenticator, request, response);
  }

  /** Adds a cookie as a header: containers differ in attributes that are newer than their API. */
  private static void set(
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

  /** Returns 256 random bits in Base64url. */
  static String random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
