package dev.sallyport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.authentication.OverloadedException;
import dev.sallyport.event.CircuitBreakerState;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.spi.Cluster;
import dev.sallyport.spi.StoreException;
import dev.sallyport.token.Digester;
import dev.sallyport.token.Secret;
import dev.sallyport.token.TokenFormat;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class HealthSnapshotTest {
  @Test
  void reportsCachedTokensAndPendingLastUses() {
    try (SallyportFixture fixture = new SallyportFixture()) {
      assertThat(fixture.sallyport.health()).isEqualTo(snapshot(0, 0));
      Created created = fixture.create();
      fixture.opensTo(created.token());
      assertThat(fixture.sallyport.health()).isEqualTo(snapshot(1, 1));
      fixture.sallyport.flush();
      assertThat(fixture.sallyport.health()).isEqualTo(snapshot(1, 0));
    }
  }

  private static HealthSnapshot snapshot(long cachedTokens, int pendingLastUses) {
    return new HealthSnapshot(
        cachedTokens, 0, pendingLastUses, CircuitBreakerState.CLOSED, Cluster.State.STANDALONE);
  }

  @Test
  void reportsWaitingRequestsAndLoadsNothingForRejectedOnes() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    Digester slow = new SlowDigester(started, done);
    try (SallyportFixture fixture =
        new SallyportFixture(
            it ->
                it.setting("digest-permits", "1")
                    .setting("digest-queue", "1")
                    .setting("digest-wait", "1m")
                    .digester(slow))) {
      Created one = fixture.create();
      Created other = fixture.create();
      Thread first = new Thread(() -> fixture.check(one.token()));
      first.start();
      started.await();
      Thread second = new Thread(() -> fixture.check(other.token()));
      second.start();
      while (fixture.sallyport.health().waitingVerifications() == 0) {
        Thread.onSpinWait();
      }
      int reads = fixture.store.reads.get();
      assertThatThrownBy(() -> fixture.check(TokenFormat.sallyport("sp").generate()))
          .isInstanceOf(OverloadedException.class);
      assertThat(fixture.store.reads).hasValue(reads);
      done.countDown();
      first.join();
      second.join();
      assertThat(fixture.sallyport.health().waitingVerifications()).isZero();
    }
  }

  @Test
  void checksTheStore() {
    try (SallyportFixture fixture = new SallyportFixture()) {
      fixture.sallyport.checkStore();
      fixture.store.down = true;
      assertThatThrownBy(fixture.sallyport::checkStore).isInstanceOf(StoreException.class);
      fixture.store.down = false;
      fixture.sallyport.checkStore();
    }
  }

  /** Signals that it has started, and blocks until it may continue. */
  record SlowDigester(CountDownLatch started, CountDownLatch done) implements Digester {
    @Override
    public String digest(Secret secret) {
      return "-";
    }

    @Override
    public boolean isUsable(String digest) {
      return true;
    }

    @Override
    public boolean isCurrent(String digest) {
      return true;
    }

    @Override
    public boolean matches(Secret secret, String digest) {
      started.countDown();
      try {
        done.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      return true;
    }
  }
}
