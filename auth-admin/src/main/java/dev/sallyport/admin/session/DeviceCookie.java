package dev.sallyport.admin.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.key.Owner;
import dev.sallyport.servlet.RequestAuthenticator;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cookie of a browser in which a user has signed in before, so that password guessing from other
 * devices does not lock the user out there (OWASP, device cookies).
 *
 * <p>The value is a random id and its HMAC, keyed by the version of the user's password, which no
 * client knows. It is valid on every node and after a restart, until the password changes.
 */
public final class DeviceCookie {
  private static final String NAME = "sallyport-admin-device";
  private static final Pattern VALUE = Pattern.compile("([A-Za-z0-9_-]{43})\\.([A-Za-z0-9_-]{43})");

  private DeviceCookie() {}

  /**
   * Returns the id of the device that sent a request.
   *
   * @param passwordVersion of the user; empty if the user cannot sign in
   * @return empty if the user has not signed in on this device with this password
   */
  public static Optional<String> of(
      HttpServletRequest request, Owner user, String passwordVersion) {
    return passwordVersion.isEmpty()
        ? Optional.empty()
        : ConsoleCookies.values(request, NAME).stream()
            .map(VALUE::matcher)
            .filter(Matcher::matches)
            .filter(it -> isSigned(it.group(1), it.group(2), user, passwordVersion))
            .map(it -> it.group(1))
            .findFirst();
  }

  /** Remembers that a user has signed in on this device. */
  public static void set(
      Owner user,
      String passwordVersion,
      RequestAuthenticator requestAuthenticator,
      HttpServletRequest request,
      HttpServletResponse response) {
    if (!passwordVersion.isEmpty()) {
      String id = of(request, user, passwordVersion).orElseGet(ConsoleCookies::random);
      String value = id + "." + signature(id, user, passwordVersion);
      ConsoleCookies.setForAYear(NAME, value, requestAuthenticator, request, response);
    }
  }

  private static boolean isSigned(String id, String signature, Owner user, String passwordVersion) {
    String expected = signature(id, user, passwordVersion);
    return MessageDigest.isEqual(expected.getBytes(UTF_8), signature.getBytes(UTF_8));
  }

  private static String signature(String id, Owner user, String passwordVersion) {
    return Hmac.of(
        "device\n" + passwordVersion, id + "\n" + user.accountId() + "\n" + user.userId());
  }
}
