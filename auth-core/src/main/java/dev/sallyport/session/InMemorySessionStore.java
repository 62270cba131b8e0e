package dev.sallyport.session;

import dev.sallyport.key.Owner;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Store of sessions in the memory of this JVM. Thread-safe. */
final class InMemorySessionStore implements SessionStore {
  private final Map<String, StoredSession> sessions = new HashMap<>();

  @Override
  public synchronized Optional<FoundSession> find(String digest) {
    return Optional.ofNullable(sessions.get(digest)).map(FoundSession::withoutUser);
  }

  @Override
  public synchronized void add(StoredSession session, int max) {
    sessions.put(session.digest(), session);
    List<String> latestFirst =
        sessions.values().stream()
            .filter(it -> it.owner().equals(session.owner()) && !it.equals(session))
            .sorted(Comparator.comparing(StoredSession::lastUsedAt).reversed())
            .map(StoredSession::digest)
            .toList();
    latestFirst.stream().skip(max - 1L).forEach(sessions::remove);
  }

  @Override
  public synchronized boolean replace(String digest, StoredSession session, int max) {
    boolean isStored = sessions.remove(digest) != null;
    if (isStored) {
      add(session, max);
    }
    return isStored;
  }

  @Override
  public void recordUse(String digest, Instant at) {
    Instant used = at.truncatedTo(ChronoUnit.MICROS);
    change(digest, it -> used.isAfter(it.lastUsedAt()) ? with(it, used, it.message()) : it);
  }

  @Override
  public void setMessage(String digest, String message) {
    String valid = StoredSession.requireMessage(message);
    change(digest, it -> with(it, it.lastUsedAt(), valid));
  }

  @Override
  public synchronized boolean removeMessage(String digest, String message) {
    StoredSession session = sessions.get(digest);
    boolean isStored = session != null && session.message().equals(message);
    if (isStored) {
      setMessage(digest, "");
    }
    return isStored;
  }

  private synchronized void change(String digest, UnaryOperator<StoredSession> change) {
    sessions.computeIfPresent(digest, (same, session) -> change.apply(session));
  }

  private static StoredSession with(StoredSession session, Instant lastUsedAt, String message) {
    return new StoredSession(
        session.digest(),
        session.owner(),
        session.passwordVersion(),
        session.startedAt(),
        session.confirmedAt(),
        lastUsedAt,
        session.endsAt(),
        message);
  }

  @Override
  public synchronized void remove(Collection<String> digests) {
    sessions.keySet().removeAll(digests);
  }

  @Override
  public synchronized void removeAll(Owner owner) {
    sessions.values().removeIf(it -> it.owner().equals(owner));
  }

  @Override
  public synchronized int removeEnded(Instant now) {
    int before = sessions.size();
    sessions.values().removeIf(it -> !it.endsAt().isAfter(now));
    return before - sessions.size();
  }
}
