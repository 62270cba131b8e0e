package dev.sallyport.auth.admin;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether it is the console that sent a request with a session, and no other page that a
 * browser shows: by the session's CSRF token, and by what the browser says of the page. Beside
 * these, {@code SameSite=Strict} keeps the cookie at home.
 */
final class SameSite {
  /** The header of scripts; forms have a field of the name {@link #FIELD}. */
  static final String HEADER = "X-CSRF-Token";

  static final String FIELD = "csrf-token";

  private SameSite() {}

  /** Whether a request that changes something comes from a page of its session. */
  static boolean isMeant(AdminSession session, HttpServletRequest request) {
    return isMeant(session, request, request.getHeader(HEADER));
  }

  /**
   * The same where the token came otherwise.
   *
   * @param token null if there was none
   */
  static boolean isMeant(AdminSession session, HttpServletRequest request, @Nullable String token) {
    return token != null && session.isKnownBy(token) && isFromHere(request);
  }

  /** Whether nothing that the browser says speaks against it. */
  static boolean isFromHere(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null && !site.equals("same-origin") && !site.equals("none")) {
      return false;
    }
    String origin = request.getHeader("Origin");
    return origin == null || site != null || isOfHost(origin, request.getHeader("Host"));
  }

  private static boolean isOfHost(String origin, @Nullable String host) {
    try {
      String authority = URI.create(origin).getRawAuthority();
      return authority != null
          && host != null
          && authority.toLowerCase(Locale.ROOT).equals(host.toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
