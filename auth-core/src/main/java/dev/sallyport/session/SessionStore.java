package dev.sallyport.session;

import dev.sallyport.key.Owner;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * Store of the sessions of users, which all nodes of a cluster share. It has no clock: callers
 * decide whether a session that it returns has ended.
 *
 * <p>Implementations are thread-safe and must pass {@code SessionStoreContract} of auth-testkit.
 * Every method throws {@link dev.sallyport.spi.StoreException} if the store is unavailable.
 *
 * <pre>{@code
 * Optional<FoundSession> found = store.find(digest);
 * }</pre>
 *
 * @since 0.1.0
 */
public interface SessionStore {
  /** Returns a store in the memory of this JVM, which is lost with it. */
  static SessionStore inMemory() {
    return new InMemorySessionStore();
  }

  /**
   * Finds a session by its digest, whether it has ended or not, with its user, in one read.
   *
   * @return empty if there is none, or its row is not readable, see {@link FoundSession#unreadable}
   */
  Optional<FoundSession> find(String digest);

  /**
   * Adds a session. Then removes other sessions of its owner, those first whose last use is the
   * longest ago, until the owner has at most {@code max}; concurrent additions may leave some more.
   *
   * @param session a session with a digest that the store does not have
   * @param max maximum number of sessions of the owner, at least 1
   */
  void add(StoredSession session, int max);

  /**
   * Removes a session and, in the same transaction, adds one that takes its place, as {@link #add}
   * does.
   *
   * @param digest digest of the session to remove
   * @return false, with nothing changed, if the store does not have the session to remove
   */
  boolean replace(String digest, StoredSession session, int max);

  /** Records a use of a session, unless a later one is stored. Ignores unknown digests. */
  void recordUse(String digest, Instant at);

  /**
   * Replaces the message of a session. Ignores unknown digests.
   *
   * @throws dev.sallyport.key.InvalidValueException if the message is not valid, see {@link
   *     StoredSession#requireMessage}
   */
  void setMessage(String digest, String message);

  /**
   * Removes a message, so that it is shown once.
   *
   * @return whether the session had this message
   */
  boolean removeMessage(String digest, String message);

  /** Removes sessions. Ignores unknown digests. */
  void remove(Collection<String> digests);

  /** Removes all sessions of an owner. */
  void removeAll(Owner owner);

  /**
   * Removes sessions that have ended.
   *
   * @param now sessions that end at or before this instant have ended
   * @return number of removed sessions
   */
  int removeEnded(Instant now);
}
