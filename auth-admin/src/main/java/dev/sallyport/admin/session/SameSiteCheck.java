package dev.sallyport.admin.session;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether it is the console that sent a request with a session, and no other page that a
 * browser shows: by the session's CSRF token, and by what the browser says of the page. Beside
 * these, {@code SameSiteCheck=Strict} keeps the cookie at home.
 */
public final class SameSiteCheck {
  /** The header of scripts; forms have a field of the name {@link #FIELD}. */
  public static final String HEADER = "X-CSRF-Token";

  public static final String FIELD = "csrf-token";

  private SameSiteCheck() {}

  /**
   * Whether somebody who wants something changed has seen a page of the session.
   *
   * @param token null if there was none
   */
  static boolean hasToken(AdminSession session, @Nullable String token) {
    return token != null && session.isKnownBy(token);
  }

  /**
   * Whether a browser may ask for this with a session: from a page of ours, or because somebody
   * goes to one of our pages from elsewhere. That has a session where another application of the
   * same domain links to the page; from other sites and mails it comes without the cookie. Frames,
   * images and scripts of others, those of the same domain included, may not.
   */
  static boolean isAllowed(HttpServletRequest request) {
    return isFromHere(request) || isNavigation(request);
  }

  /**
   * Whether somebody goes to one of our pages from elsewhere, say from a mail, a ticket or a single
   * sign-on: then the browser may have kept the cookie back, and nobody of ours asked for it.
   */
  public static boolean isCrossSiteNavigation(HttpServletRequest request) {
    return isNavigation(request) && !isFromHere(request);
  }

  /** Whether nothing that the browser says speaks against its coming from a page of ours. */
  public static boolean isFromHere(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null && !site.equals("none")) {
      return site.equals("same-origin"); // and whatever a proxy has done to Host
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
