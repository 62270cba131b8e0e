package dev.sallyport.admin.session;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sallyport.key.Owner;
import java.security.MessageDigest;
import java.time.Instant;

/**
 * Somebody who signed in at the console.
 *
 * @param passwordVersion that of the password which it was opened with; empty if it was none of
 *     ours
 * @param csrfToken what only pages of this session know; never in a URL
 * @param endsAt when it is over, used or not
 * @param confirmedAt when the user last gave its password
 */
public record AdminSession(
    Owner owner, String passwordVersion, String csrfToken, Instant endsAt, Instant confirmedAt) {
  /** Whether somebody who sent this has seen a page of this session. */
  boolean isKnownBy(String presented) {
    return MessageDigest.isEqual(csrfToken.getBytes(US_ASCII), presented.getBytes(US_ASCII));
  }

  @Override
  public String toString() {
    return "AdminSession[owner=" + owner + ", endsAt=" + endsAt + "]";
  }
}
