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
 * CSRF protection of the sign-in form by a token in the form and in a cookie, since there is no
 * session yet.
 */
public final class SignInForm {
  private static final String COOKIE = "sallyport-admin-form";
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");

  private SignInForm() {}

  /**
   * Returns the token of the request's cookie, so that forms in several tabs remain valid. Without
   * a cookie, sets a new one.
   */
  public static String token(
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request,
      HttpServletResponse response) {
    Optional<String> known = tokens(request).findFirst();
    if (known.isPresent()) {
      return known.get();
    }
    String token = ConsoleCookies.random();
    ConsoleCookies.set(COOKIE, token, requestAuthenticator, request, response);
    return token;
  }

  /**
   * Returns whether the sign-in form sent a request.
   *
   * @param presented the token of the form; null if absent
   */
  public static boolean isValid(HttpServletRequest request, @Nullable String presented) {
    byte[] token = (presented == null ? "" : presented).getBytes(US_ASCII);
    return tokens(request).anyMatch(it -> MessageDigest.isEqual(it.getBytes(US_ASCII), token));
  }

  /** Deletes the cookie. */
  public static void forget(
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request,
      HttpServletResponse response) {
    ConsoleCookies.delete(COOKIE, requestAuthenticator, request, response);
  }

  private static Stream<String> tokens(HttpServletRequest request) {
    return ConsoleCookies.values(request, COOKIE).stream()
        .filter(it -> TOKEN.matcher(it).matches());
  }
}
