package dev.sallyport.admin.session;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Check that a request with a session was sent by a page of the console: by the session's CSRF
 * token, and by the headers {@code Sec-Fetch-*} and {@code Origin}. In addition, the cookie is
 * {@code SameSite=Strict}.
 */
public final class SameSiteCheck {
  /** The header with the CSRF token that scripts send. */
  public static final String HEADER = "X-CSRF-Token";

  /** The form field with the CSRF token. */
  public static final String FIELD = "csrf-token";

  private SameSiteCheck() {}

  /**
   * Returns whether a request for a change presents the token of the session.
   *
   * @param token null if absent
   */
  static boolean hasToken(AdminSession session, @Nullable String token) {
    return token != null && session.hasCsrfToken(token);
  }

  /**
   * Returns whether a browser may send this request with a session: from a page of the console, or
   * as a navigation from another page. Navigations carry the cookie only from other applications of
   * the same domain. Frames, images and scripts of other origins are rejected, those of the same
   * domain included.
   */
  static boolean isAllowed(HttpServletRequest request) {
    return isSameOrigin(request) || isNavigation(request);
  }

  /**
   * Returns whether a request is a navigation from another site, such as from an email, a ticket or
   * a single sign-on. The browser may have withheld the cookie, and no page of the console sent it.
   */
  public static boolean isCrossSiteNavigation(HttpServletRequest request) {
    return isNavigation(request) && !isSameOrigin(request);
  }

  /** Returns whether no header contradicts that a page of the console sent the request. */
  public static boolean isSameOrigin(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null && !site.equals("none")) {
      return site.equals("same-origin"); // reliable even if a proxy changes Host
    }
    String origin = request.getHeader("Origin");
    return origin == null || isOfHost(origin, request.getHeader("Host"));
  }

  private static boolean isNavigation(HttpServletRequest request) {
    return request.getMethod().equals("GET")
        && request.getHeader("Origin") == null
        && "navigate".equals(request.getHeader("Sec-Fetch-Mode"))
        && "document".equals(request.getHeader("Sec-Fetch-Dest"));
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
