package dev.sallyport.auth.admin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Keeps other sites out of the console's forms, and strange content out of its pages. */
final class ConsoleGuard {
  /** The name of the field, and of the header, that only pages of a session know. */
  static final String FIELD = "csrf";

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private ConsoleGuard() {}

  static void protect(HttpServletResponse response) {
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Referrer-Policy", "same-origin"); // not less: forms would have no Origin
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    response.setHeader("Cache-Control", "no-store");
  }

  /**
   * Whether a form was sent by a page from here, as far as the browser says. What is no browser
   * says nothing, and no other site can make it send anything.
   */
  static boolean isFromHere(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return site.equals("same-origin");
    }
    String origin = request.getHeader("Origin");
    return origin == null || isOurs(origin, request.getHeader("Host"));
  }

  private static boolean isOurs(String origin, @Nullable String host) {
    try {
      return host != null && host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether a form was sent by a page of this session. */
  static boolean isOf(AdminSession session, HttpServletRequest request) {
    String presented = request.getParameter(FIELD);
    return presented != null && session.isKnownBy(presented);
  }
}
