package dev.sallyport.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.Sallyport;
import dev.sallyport.SallyportBuilder;
import dev.sallyport.SallyportFixture;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.key.Owner;
import dev.sallyport.key.OwnerStatus;
import dev.sallyport.memory.InMemoryBackend;
import dev.sallyport.spi.Backend;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.spi.StoreException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private static final Owner ADA = new Owner(SallyportFixture.OWNER.accountId(), "ada");
  private static final Duration LENGTH = Duration.ofHours(12);

  private static StoredSession session(String digit, Owner owner, Instant start) {
    return new StoredSession(
        digit.repeat(64), owner, "", start, start, start, start.plus(LENGTH), "");
  }

  private interface Calls {
    Object call(Method method) throws Exception;
  }

  private static <T> T proxy(Class<T> type, Calls calls) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> calls.call(method)));
  }

  @Test
  void areKeptInTheStoreOfTheBackendForAllNodes() {
    InMemoryBackend backend = new InMemoryBackend();
    try (Sallyport one = Sallyport.builder(backend).ignoreEnvironment().build();
        Sallyport other = Sallyport.builder(backend).ignoreEnvironment().build()) {
      StoredSession session = session("a", ADA, Instant.EPOCH);
      one.sessions().add(session, 1);
      assertThat(other.sessions().find(session.digest()))
          .contains(FoundSession.withoutUser(session));
      other.sessions().remove(List.of(session.digest()));
      assertThat(one.sessions().find(session.digest())).isEmpty();
    }
  }

  @Test
  void areKeptInMemoryWithoutAStore() {
    InMemoryBackend backend = new InMemoryBackend();
    try (Sallyport sallyport =
            Sallyport.builder(backend.keys(), backend.owners()).ignoreEnvironment().build();
        Sallyport other =
            Sallyport.builder(backend.keys(), backend.owners()).ignoreEnvironment().build()) {
      StoredSession session = session("a", ADA, Instant.EPOCH);
      sallyport.sessions().add(session, 1);
      assertThat(sallyport.sessions().find(session.digest()))
          .contains(FoundSession.withoutUser(session));
      assertThat(other.sessions().find(session.digest())).isEmpty();
    }
  }

  /** Otherwise a session would not end with its user. */
  @Test
  void haveTheUsersOfTheDirectoryOfOwners() {
    Instant now = Instant.EPOCH;
    FoundSession withUser =
        new FoundSession(session("a", ADA, now), new OwnerStatus(true, true, true, null), "v");
    SessionStore sessions = proxy(SessionStore.class, method -> Optional.of(withUser));
    InMemoryBackend users = new InMemoryBackend();
    for (SallyportBuilder builder :
        List.of(
            Sallyport.builder(users.keys(), users.owners()).sessions(sessions),
            Sallyport.builder(users).sessions(sessions))) {
      try (Sallyport sallyport = builder.ignoreEnvironment().build()) {
        assertThat(sallyport.sessions().find("a".repeat(64)))
            .contains(FoundSession.withoutUser(withUser.session()));
      }
    }
    Backend ofBoth =
        proxy(
            Backend.class,
            method ->
                method.getName().equals("sessions") ? Optional.of(sessions) : method.invoke(users));
    try (Sallyport sallyport = Sallyport.builder(ofBoth).ignoreEnvironment().build()) {
      assertThat(sallyport.sessions().find("a".repeat(64))).contains(withUser);
    }
  }

  @Test
  void areRemovedWithTheirUserAndAccount() {
    try (SallyportFixture fixture = new SallyportFixture()) {
      SessionStore sessions = fixture.sallyport.sessions();
      Instant now = fixture.clock.instant();
      fixture.sallyport.ownerManager().createUser(User.person(ADA));
      sessions.add(session("a", ADA, now), 20);
      sessions.add(session("b", SallyportFixture.OWNER, now), 20);
      fixture.sallyport.ownerManager().deleteUser(ADA);
      assertThat(sessions.find("a".repeat(64))).isEmpty();
      assertThat(sessions.find("b".repeat(64))).isPresent();
      fixture.sallyport.ownerManager().deleteAccount(ADA.accountId());
      assertThat(sessions.find("b".repeat(64))).isEmpty();
    }
  }

  @Test
  void areRemovedOnceAnHourAfterTheirEnd() {
    try (SallyportFixture fixture = new SallyportFixture()) {
      SessionStore sessions = fixture.sallyport.sessions();
      Instant now = fixture.clock.instant();
      sessions.add(session("a", ADA, now), 20);
      sessions.add(session("b", ADA, now.plusSeconds(1)), 20);
      fixture.sallyport.flush();
      fixture.clock.advance(LENGTH);
      fixture.sallyport.flush();
      assertThat(sessions.find("a".repeat(64))).isEmpty();
      assertThat(sessions.find("b".repeat(64))).isPresent();
      fixture.clock.advance(Duration.ofMinutes(59));
      fixture.sallyport.flush();
      assertThat(sessions.find("b".repeat(64))).isPresent();
      fixture.clock.advance(Duration.ofMinutes(1));
      fixture.sallyport.flush();
      assertThat(sessions.find("b".repeat(64))).isEmpty();
    }
  }

  @Test
  void failWithinTheTimeoutOfTheStore() {
    CountDownLatch end = new CountDownLatch(1);
    SessionStore real = SessionStore.inMemory();
    SessionStore hanging =
        (SessionStore)
            Proxy.newProxyInstance(
                SessionStore.class.getClassLoader(),
                new Class<?>[] {SessionStore.class},
                (proxy, method, arguments) -> {
                  end.await();
                  try {
                    return method.invoke(real, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    try (SallyportFixture fixture =
        new SallyportFixture(it -> it.sessions(hanging).setting("store-timeout", "100ms"))) {
      assertThatThrownBy(() -> fixture.sallyport.sessions().find("a".repeat(64)))
          .isInstanceOf(StoreException.class);
      end.countDown();
    }
  }

  @Test
  void rejectInvalidValues() {
    Instant now = Instant.EPOCH;
    for (StoredSessionParts parts :
        new StoredSessionParts[] {
          new StoredSessionParts("A".repeat(64), "", ""),
          new StoredSessionParts("a".repeat(63), "", ""),
          new StoredSessionParts("a".repeat(64), "v".repeat(65), ""),
          new StoredSessionParts("a".repeat(64), "", "m".repeat(4001)),
          new StoredSessionParts("a".repeat(64), "", "\0")
        }) {
      assertThatThrownBy(
              () ->
                  new StoredSession(
                      parts.digest, ADA, parts.version, now, now, now, now, parts.message))
          .isInstanceOf(InvalidValueException.class);
    }
  }

  private record StoredSessionParts(String digest, String version, String message) {}
}
