package dev.sallyport.admin.session;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sallyport.servlet.RequestAuthenticator;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Knows the form to sign in at again by a token that stands in it and in a cookie: there is no
 * session yet that could have one.
 */
public final class SignInForm {
  private static final String COOKIE = "sallyport-admin-form";
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");

  private SignInForm() {}

  /** That of the cookie, so that two tabs do not spoil each other's form; or a new one. */
  public static String token(
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request,
      HttpServletResponse response) {
    Optional<String> known = tokens(request).findFirst();
    if (known.isPresent()) {
      return known.get();
    }
    String token = AdminSessions.random();
    AdminSessions.setCookie(COOKIE, token, "", requestAuthenticator, request, response);
    return token;
  }

  /**
   * Whether it was our form that sent this.
   *
   * @param presented null if there was none
   */
  public static boolean isOurs(HttpServletRequest request, @Nullable String presented) {
    byte[] token = (presented == null ? "" : presented).getBytes(US_ASCII);
    return tokens(request).anyMatch(it -> MessageDigest.isEqual(it.getBytes(US_ASCII), token));
  }

  /** It has done what it is for. */
  public static void forget(
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request,
      HttpServletResponse response) {
    AdminSessions.setCookie(COOKIE, "", "; Max-Age=0", requestAuthenticator, request, response);
  }

  private static Stream<String> tokens(HttpServletRequest request) {
    return AdminSessions.values(request, COOKIE).stream().filter(it -> TOKEN.matcher(it).matches());
  }
}
