package dev.sallyport.session;

import static java.util.Objects.requireNonNull;

import dev.sallyport.key.InvalidValueException;
import dev.sallyport.key.Owner;
import dev.sallyport.key.TextRules;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * Stored session of a user, without the secret by which its holder proves to have it. Instants are
 * truncated to microseconds, the precision of databases.
 *
 * <pre>{@code
 * StoredSession session = found.session();
 * }</pre>
 *
 * @param digest SHA-256 of the secret of the session, in 64 lower-case hexadecimal digits
 * @param owner user of the session
 * @param passwordVersion digest of the version of the password that opened the session, at most
 *     {@value #MAX_PASSWORD_VERSION} characters: the session has ended if the password has another
 *     version
 * @param startedAt start of the session
 * @param confirmedAt time of the last check of the user's password
 * @param lastUsedAt last use, possibly a minute too early
 * @param endsAt end of the session, even if it is used
 * @param message message for the user, which is shown once; at most {@value #MAX_MESSAGE}
 *     characters, empty for none, never a secret
 * @since 0.1.0
 */
public record StoredSession(
    String digest,
    Owner owner,
    String passwordVersion,
    Instant startedAt,
    Instant confirmedAt,
    Instant lastUsedAt,
    Instant endsAt,
    String message) {
  /** Maximum length of a password version, in characters. */
  public static final int MAX_PASSWORD_VERSION = 64;

  /** Maximum length of a message, in characters. */
  public static final int MAX_MESSAGE = 4000;

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  /**
   * Validates the values.
   *
   * @throws InvalidValueException if a value is not valid
   */
  public StoredSession {
    if (!DIGEST.matcher(digest).matches()) {
      throw new InvalidValueException("digest must have 64 lower-case hexadecimal digits");
    }
    requireNonNull(owner, "owner");
    TextRules.require("password version", passwordVersion, 0, MAX_PASSWORD_VERSION);
    startedAt = startedAt.truncatedTo(ChronoUnit.MICROS);
    confirmedAt = confirmedAt.truncatedTo(ChronoUnit.MICROS);
    lastUsedAt = lastUsedAt.truncatedTo(ChronoUnit.MICROS);
    endsAt = endsAt.truncatedTo(ChronoUnit.MICROS);
    requireMessage(message);
  }

  /**
   * Returns the message if it is valid.
   *
   * @throws InvalidValueException if it is too long, or has control or format characters
   */
  public static String requireMessage(String message) {
    return TextRules.require("message", message, 0, MAX_MESSAGE);
  }

  /** Omits the digest, the password version and the message. */
  @Override
  public String toString() {
    return "StoredSession[owner=" + owner + ", startedAt=" + startedAt + ", endsAt=" + endsAt + "]";
  }
}
