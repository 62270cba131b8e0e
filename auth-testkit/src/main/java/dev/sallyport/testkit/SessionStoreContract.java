package dev.sallyport.testkit;

import static dev.sallyport.testkit.TestKeys.NOW;
import static dev.sallyport.testkit.TestKeys.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.key.InvalidValueException;
import dev.sallyport.key.Owner;
import dev.sallyport.session.SessionStore;
import dev.sallyport.session.StoredSession;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Contract of every {@link SessionStore}. Extend this class and return an empty store for each
 * test.
 *
 * <pre>{@code
 * class MySessionStoreTest extends SessionStoreContract {
 *   private final SessionStore store = new MySessionStore();
 *
 *   @Override
 *   protected SessionStore store() {
 *     return store;
 *   }
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public abstract class SessionStoreContract {
  private static final int MAX = 3;
  private static final Duration LENGTH = Duration.ofHours(12);

  /**
   * Returns the store under test, which is empty at the start of a test and the same within a test.
   */
  protected abstract SessionStore store();

  @Test
  final void findsWhatWasAdded() {
    StoredSession longest =
        new StoredSession(
            digest(),
            new Owner("a".repeat(Owner.MAX_ACCOUNT_ID), "ü".repeat(Owner.MAX_USER_ID)),
            "v".repeat(StoredSession.MAX_PASSWORD_VERSION),
            NOW,
            NOW.plusSeconds(1),
            NOW.plusSeconds(2),
            NOW.plus(LENGTH),
            "m".repeat(StoredSession.MAX_MESSAGE));
    StoredSession shortest = session(OWNER, NOW);
    add(longest);
    add(shortest);
    assertThat(found(longest)).isEqualTo(longest);
    assertThat(found(shortest)).isEqualTo(shortest);
  }

  @Test
  final void findsByTheExactDigestOnly() {
    StoredSession session = session(OWNER, NOW);
    add(session);
    assertThat(store().find(digest())).isEmpty();
    assertThat(store().find(session.digest().toUpperCase(Locale.ROOT))).isEmpty();
    assertThat(store().find(session.digest() + " ")).isEmpty();
    assertThat(store().find("%")).isEmpty();
  }

  @Test
  final void keepsTheLastUsedSessionsOfAnOwner() {
    StoredSession ofOther = session(new Owner(OWNER.accountId(), "another"), Instant.EPOCH);
    StoredSession ofNamesake = session(new Owner("another", OWNER.userId()), Instant.EPOCH);
    add(ofOther);
    add(ofNamesake);
    List<StoredSession> ofOwner =
        IntStream.range(0, MAX).mapToObj(i -> session(OWNER, NOW.plusSeconds(i))).toList();
    ofOwner.forEach(this::add);
    assertThat(ofOwner).allMatch(this::isStored);
    store().recordUse(ofOwner.get(0).digest(), NOW.plusSeconds(60));
    StoredSession oneMore = session(OWNER, Instant.EPOCH);
    add(oneMore);
    assertThat(ofOwner).filteredOn(this::isStored).containsExactly(ofOwner.get(0), ofOwner.get(2));
    assertThat(List.of(oneMore, ofOther, ofNamesake)).allMatch(this::isStored);
  }

  @Test
  final void keepsTheNewSessionOnlyIfThatIsTheMaximum() {
    List<StoredSession> sessions =
        IntStream.range(0, MAX).mapToObj(i -> session(OWNER, NOW)).toList();
    sessions.forEach(it -> store().add(it, 1));
    assertThat(sessions).filteredOn(this::isStored).containsExactly(sessions.get(MAX - 1));
  }

  @Test
  final void boundsSessionsThatAreAddedAtTheSameTime() throws Exception {
    List<StoredSession> added =
        ConcurrentTasks.call(
            12,
            number -> {
              StoredSession session = session(OWNER, NOW.plusSeconds(number));
              add(session);
              return session;
            });
    StoredSession last = session(OWNER, NOW.plusSeconds(60));
    add(last);
    assertThat(added).filteredOn(this::isStored).hasSize(MAX - 1);
    assertThat(last).matches(this::isStored);
  }

  @Test
  final void recordsTheLatestUse() {
    StoredSession session = session(OWNER, NOW);
    StoredSession other = session(OWNER, NOW);
    add(session);
    add(other);
    store().recordUse(session.digest(), NOW.plusSeconds(60));
    store().recordUse(session.digest(), NOW.plusSeconds(30));
    store().recordUse(digest(), NOW.plusSeconds(90));
    assertThat(found(session).lastUsedAt()).isEqualTo(NOW.plusSeconds(60));
    assertThat(found(session).endsAt()).isEqualTo(session.endsAt());
    assertThat(found(other)).isEqualTo(other);
  }

  @Test
  final void returnsAMessageUntilItIsRemovedOnce() {
    StoredSession session = session(OWNER, NOW);
    StoredSession other = session(OWNER, NOW);
    add(session);
    add(other);
    store().setMessage(session.digest(), "an earlier one");
    store().setMessage(session.digest(), "Ünïcode, 'quotes' and a 🗝");
    store().setMessage(digest(), "of no session");
    assertThat(found(session).message()).isEqualTo("Ünïcode, 'quotes' and a 🗝");
    assertThat(found(other).message()).isEmpty();
    assertThat(store().removeMessage(session.digest(), "an earlier one")).isFalse();
    assertThat(store().removeMessage(digest(), "Ünïcode, 'quotes' and a 🗝")).isFalse();
    assertThat(store().removeMessage(session.digest(), "Ünïcode, 'quotes' and a 🗝")).isTrue();
    assertThat(store().removeMessage(session.digest(), "Ünïcode, 'quotes' and a 🗝")).isFalse();
    assertThat(found(session)).isEqualTo(session);
  }

  @Test
  final void rejectsInvalidMessages() {
    StoredSession session = session(OWNER, NOW);
    add(session);
    for (String message :
        List.of("m".repeat(StoredSession.MAX_MESSAGE + 1), "\0", "\u007F", "a\nb", "\uD800")) {
      for (String digest : List.of(session.digest(), digest())) {
        assertThatThrownBy(() -> store().setMessage(digest, message))
            .isInstanceOf(InvalidValueException.class);
      }
    }
    assertThat(found(session)).isEqualTo(session);
  }

  @Test
  final void replacesASession() {
    StoredSession old = session(OWNER, NOW);
    StoredSession other = session(OWNER, NOW);
    add(old);
    add(other);
    StoredSession next = session(OWNER, NOW.plusSeconds(1));
    assertThat(store().replace(old.digest(), next, MAX)).isTrue();
    assertThat(List.of(old, other, next)).filteredOn(this::isStored).containsExactly(other, next);
    assertThat(found(next)).isEqualTo(next);
    StoredSession ofAnother = session(new Owner("another", OWNER.userId()), NOW);
    assertThat(store().replace(next.digest(), ofAnother, MAX)).as("another user").isTrue();
    assertThat(List.of(other, next, ofAnother))
        .filteredOn(this::isStored)
        .containsExactly(other, ofAnother);
  }

  @Test
  final void keepsTheLastUsedSessionsWhenReplacing() {
    StoredSession ofAnother = session(new Owner("another", OWNER.userId()), NOW);
    add(ofAnother);
    List<StoredSession> ofOwner =
        IntStream.range(0, MAX).mapToObj(i -> session(OWNER, NOW.plusSeconds(i))).toList();
    ofOwner.forEach(this::add);
    StoredSession next = session(OWNER, NOW);
    assertThat(store().replace(ofAnother.digest(), next, MAX)).isTrue();
    assertThat(ofOwner).filteredOn(this::isStored).containsExactly(ofOwner.get(1), ofOwner.get(2));
    assertThat(next).matches(this::isStored);
  }

  /** A session that was ended in the meantime must not come back. */
  @Test
  final void doesNotReplaceAMissingSession() {
    List<StoredSession> sessions =
        IntStream.range(0, MAX).mapToObj(i -> session(OWNER, NOW)).toList();
    sessions.forEach(this::add);
    store().remove(List.of(sessions.get(0).digest()));
    StoredSession next = session(OWNER, NOW);
    assertThat(store().replace(sessions.get(0).digest(), next, 1)).isFalse();
    assertThat(next).matches(it -> !isStored(it));
    assertThat(sessions.subList(1, MAX)).allMatch(this::isStored);
  }

  @Test
  final void replacesASessionOnce() throws Exception {
    StoredSession old = session(OWNER, NOW);
    add(old);
    List<StoredSession> replaced =
        ConcurrentTasks.call(
                8,
                number -> {
                  StoredSession next = session(OWNER, NOW);
                  return store().replace(old.digest(), next, 8) ? List.of(next) : noSession();
                })
            .stream()
            .flatMap(List::stream)
            .toList();
    assertThat(replaced).hasSize(1).allMatch(this::isStored);
    assertThat(old).matches(it -> !isStored(it));
  }

  private static List<StoredSession> noSession() {
    return List.of();
  }

  @Test
  final void removesSessions() {
    List<StoredSession> sessions =
        IntStream.range(0, MAX).mapToObj(i -> session(OWNER, NOW)).toList();
    sessions.forEach(this::add);
    store().remove(List.of());
    store().remove(List.of(sessions.get(0).digest(), digest(), sessions.get(2).digest()));
    assertThat(sessions).filteredOn(this::isStored).containsExactly(sessions.get(1));
  }

  @Test
  final void removesAllSessionsOfAnOwner() {
    List<StoredSession> ofOthers =
        List.of(
            session(new Owner(OWNER.accountId(), "another"), NOW),
            session(new Owner("another", OWNER.userId()), NOW));
    ofOthers.forEach(this::add);
    List<StoredSession> ofOwner = List.of(session(OWNER, NOW), session(OWNER, NOW));
    ofOwner.forEach(this::add);
    store().removeAll(OWNER);
    assertThat(ofOwner).noneMatch(this::isStored);
    assertThat(ofOthers).allMatch(this::isStored);
  }

  @Test
  final void removesEndedSessions() {
    StoredSession first = session(OWNER, NOW);
    StoredSession second = session(OWNER, NOW.plusSeconds(1));
    add(first);
    add(second);
    assertThat(store().removeEnded(first.endsAt().minusNanos(1000))).isZero();
    assertThat(store().removeEnded(first.endsAt())).isEqualTo(1);
    assertThat(List.of(first, second)).filteredOn(this::isStored).containsExactly(second);
    assertThat(store().removeEnded(first.endsAt())).isZero();
  }

  private void add(StoredSession session) {
    store().add(session, MAX);
  }

  private boolean isStored(StoredSession session) {
    return store().find(session.digest()).isPresent();
  }

  private StoredSession found(StoredSession session) {
    return store().find(session.digest()).orElseThrow().session();
  }

  private static StoredSession session(Owner owner, Instant start) {
    return new StoredSession(digest(), owner, "", start, start, start, start.plus(LENGTH), "");
  }

  private static String digest() {
    return (UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", "");
  }
}
