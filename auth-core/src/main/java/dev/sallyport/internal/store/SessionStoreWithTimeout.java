package dev.sallyport.internal.store;

import dev.sallyport.key.Owner;
import dev.sallyport.session.FoundSession;
import dev.sallyport.session.SessionStore;
import dev.sallyport.session.StoredSession;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * Store of sessions whose calls have the timeout and the circuit breaker of an executor.
 *
 * @param keepsUsers whether the store of sessions and the directory of owners are of one backend,
 *     so that what it knows of the user of a session is used; otherwise the directory must be
 *     queried
 */
public record SessionStoreWithTimeout(
    SessionStore store, boolean keepsUsers, StoreExecutor executor) implements SessionStore {
  @Override
  public Optional<FoundSession> find(String digest) {
    return executor
        .call(() -> store.find(digest))
        .map(it -> keepsUsers ? it : FoundSession.withoutUser(it.session()));
  }

  @Override
  public void add(StoredSession session, int max) {
    executor.run(() -> store.add(session, max));
  }

  @Override
  public boolean replace(String digest, StoredSession session, int max) {
    return executor.call(() -> store.replace(digest, session, max));
  }

  @Override
  public void recordUse(String digest, Instant at) {
    executor.run(() -> store.recordUse(digest, at));
  }

  @Override
  public void setMessage(String digest, String message) {
    executor.run(() -> store.setMessage(digest, message));
  }

  @Override
  public boolean removeMessage(String digest, String message) {
    return executor.call(() -> store.removeMessage(digest, message));
  }

  @Override
  public void remove(Collection<String> digests) {
    executor.run(() -> store.remove(digests));
  }

  @Override
  public void removeAll(Owner owner) {
    executor.run(() -> store.removeAll(owner));
  }

  @Override
  public int removeEnded(Instant now) {
    return executor.call(() -> store.removeEnded(now));
  }
}
