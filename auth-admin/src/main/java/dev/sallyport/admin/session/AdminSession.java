package dev.sallyport.admin.session;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sallyport.key.Owner;
import java.security.MessageDigest;
import java.time.Instant;

/**
 * Session of a user at the console.
 *
 * @param passwordVersion version of the password that opened the session; empty if the host's login
 *     did
 * @param csrfToken secret that only pages of this session contain; never in a URL
 * @param endsAt end of the session, even if it is used
 * @param confirmedAt time at which the user last entered the password
 */
public record AdminSession(
    Owner owner, String passwordVersion, String csrfToken, Instant endsAt, Instant confirmedAt) {
  /** Returns whether a presented CSRF token is that of this session. */
  boolean hasCsrfToken(String presented) {
    return MessageDigest.isEqual(csrfToken.getBytes(US_ASCII), presented.getBytes(US_ASCII));
  }

  @Override
  public String toString() {
    return "AdminSession[owner=" + owner + ", endsAt=" + endsAt + "]";
  }
}
