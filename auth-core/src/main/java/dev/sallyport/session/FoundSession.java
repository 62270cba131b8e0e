package dev.sallyport.session;

import dev.sallyport.key.OwnerStatus;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Session with what the store knows of its user, if the store keeps users.
 *
 * <pre>{@code
 * FoundSession found = FoundSession.withoutUser(session);
 * }</pre>
 *
 * @param session session, whether it has ended or not
 * @param status status of the user; empty if the store does not keep users, so that the directory
 *     of owners must be queried; {@link OwnerStatus#ABSENT} if the store keeps users and has no
 *     such user
 * @param passwordVersion current version of the user's password, see {@link
 *     dev.sallyport.spi.PasswordDirectory#passwordVersion}; null if unknown or without a password
 * @since 0.1.0
 */
public record FoundSession(
    StoredSession session, Optional<OwnerStatus> status, @Nullable String passwordVersion) {
  private static final Logger log = LoggerFactory.getLogger(FoundSession.class);

  /** Returns the result of a store with users. */
  public FoundSession(StoredSession session, OwnerStatus status, @Nullable String passwordVersion) {
    this(session, Optional.of(status), passwordVersion);
  }

  /** Returns the result of a store without users. */
  public static FoundSession withoutUser(StoredSession session) {
    return new FoundSession(session, Optional.empty(), null);
  }

  /**
   * Returns the result for a row with values that no session has: no session, so that its user can
   * sign in again. Logs why.
   */
  public static Optional<FoundSession> unreadable(RuntimeException why) {
    log.warn("A stored session is not readable and counts as ended: {}", why.getMessage());
    return Optional.empty();
  }

  /** Omits the password version. */
  @Override
  public String toString() {
    return "FoundSession[session=" + session + ", status=" + status + "]";
  }
}
