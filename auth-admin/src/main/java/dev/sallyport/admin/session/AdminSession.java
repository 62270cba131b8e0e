package dev.sallyport.admin.session;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sallyport.key.Owner;
import dev.sallyport.session.FoundSession;
import dev.sallyport.session.StoredSession;
import java.security.MessageDigest;

/**
 * Session of a user at the console.
 *
 * @param found the session as stored, and what the store knows of its user
 * @param formSecret part of the cookie that is not stored, and stays the same when the user
 *     confirms the session
 */
public record AdminSession(FoundSession found, String formSecret) {
  private static final String CSRF = "csrf-token";

  /** Returns the session as stored. */
  public StoredSession stored() {
    return found.session();
  }

  /** Returns the user of the session. */
  public Owner owner() {
    return stored().owner();
  }

  /** Returns the secret that only pages of this session contain; never in a URL. */
  public String csrfToken() {
    return Hmac.of(formSecret, CSRF);
  }

  /** Returns whether a presented CSRF token is that of this session. */
  boolean hasCsrfToken(String presented) {
    return MessageDigest.isEqual(csrfToken().getBytes(US_ASCII), presented.getBytes(US_ASCII));
  }

  @Override
  public String toString() {
    return "AdminSession[found=" + found + "]";
  }
}
