package dev.sallyport.internal.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.Sallyport;
import dev.sallyport.SallyportFixture;
import dev.sallyport.authentication.AuthenticationResult;
import dev.sallyport.authentication.AuthenticationResult.Authenticated;
import dev.sallyport.authentication.AuthenticationResult.Denied;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.key.Owner;
import dev.sallyport.key.OwnerProfile;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.spi.OwnerDirectory;
import dev.sallyport.spi.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests of a directory of the host that is slow or fails. */
@Timeout(120)
class HostDirectoryTest implements OwnerDirectory {
  private final SallyportFixture fixture = new SallyportFixture();
  private final AtomicInteger finds = new AtomicInteger();
  private final CountDownLatch mayGoOn = new CountDownLatch(1);
  private volatile boolean isDown;
  private volatile boolean hangs;

  @Override
  public Optional<OwnerProfile> find(Owner owner) {
    finds.incrementAndGet();
    if (isDown) {
      throw new StoreException("down");
    }
    if (hangs) {
      try {
        mayGoOn.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    return fixture.owners.find(owner);
  }

  @AfterEach
  void close() {
    mayGoOn.countDown();
    fixture.close();
  }

  private Sallyport open(String storeTimeout) {
    return Sallyport.builder(fixture.store, this)
        .ignoreEnvironment()
        .clock(fixture.clock)
        .setting("store-timeout", storeTimeout)
        .build();
  }

  @Test
  void doesNotDelayTheEndOfAWatchedKeyThatIsDeactivated() throws Exception {
    Created created = fixture.create();
    try (Sallyport sallyport = open("200ms")) {
      CountDownLatch done = new CountDownLatch(1);
      hangs = true;
      sallyport.watch(created.key().id(), done::countDown);
      sallyport.keys().deactivate(created.key().id());
      assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
      mayGoOn.countDown();
    }
  }

  @Test
  void isAskedForManyWatchedKeysInSeveralCalls() throws Exception {
    Created created = fixture.create();
    try (Sallyport sallyport = open("1m")) {
      CountDownLatch done = new CountDownLatch(1);
      sallyport.watch(created.key().id(), done::countDown);
      fixture.setUser(false, true);
      sallyport.invalidateOwners(owner -> true);
      assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aChangeThatWasReadDuringItsFailureStaysInEffect() {
    Created created = fixture.create();
    try (Sallyport sallyport = open("1m")) {
      assertThat(check(sallyport, created)).isInstanceOf(Authenticated.class);
      fixture.store.replace(created.key().deactivate()); // as another node would
      fixture.clock.advance(Duration.ofSeconds(10));
      isDown = true;
      Denied denied = new Denied(DenialReason.KEY_INACTIVE, created.key().id());
      assertThat(check(sallyport, created)).isEqualTo(denied);
      fixture.store.down = true;
      assertThat(check(sallyport, created)).as("from the cache").isEqualTo(denied);
      fixture.clock.advance(Duration.ofHours(1));
      assertThatThrownBy(() -> check(sallyport, created)).isInstanceOf(StoreException.class);
    }
  }

  @Test
  void isAskedOnceForConcurrentRequests() throws Exception {
    Created created = fixture.create();
    try (Sallyport sallyport = open("1m")) {
      check(sallyport, created);
      finds.set(0);
      fixture.clock.advance(Duration.ofSeconds(10));
      hangs = true;
      List<Thread> requests = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        Thread request = new Thread(() -> check(sallyport, created));
        request.start();
        requests.add(request);
      }
      for (Thread request : requests) {
        while (!isWaiting(request)) {
          Thread.onSpinWait();
        }
      }
      mayGoOn.countDown();
      for (Thread request : requests) {
        request.join();
      }
      assertThat(finds).hasValue(1);
    }
  }

  private static boolean isWaiting(Thread thread) {
    return thread.getState() == Thread.State.WAITING
        || thread.getState() == Thread.State.TIMED_WAITING;
  }

  private static AuthenticationResult check(Sallyport sallyport, Created created) {
    return sallyport.authenticator().authenticate(created.token());
  }
}
