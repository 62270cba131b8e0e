package dev.sallyport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.authentication.OverloadedException;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.token.Digester;
import dev.sallyport.token.Secret;
import dev.sallyport.token.TokenFormat;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class HealthSnapshotTest {
  @Test
  void tellsWhatIsRememberedAndWhatTheStoreDoesNotKnowYet() {
    try (SallyportFixture gate = new SallyportFixture()) {
      assertThat(gate.sallyport.health()).isEqualTo(new HealthSnapshot(0, 0, 0));
      Created created = gate.create();
      gate.opensTo(created.token());
      assertThat(gate.sallyport.health()).isEqualTo(new HealthSnapshot(1, 0, 1));
      gate.sallyport.flush();
      assertThat(gate.sallyport.health()).isEqualTo(new HealthSnapshot(1, 0, 0));
    }
  }

  @Test
  void tellsHowManyWaitAndAsksTheStoreForNothingThatNobodyCouldVerify() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    Digester slow = new SlowDigester(started, done);
    Duration longEnough = Duration.ofMinutes(1);
    try (SallyportFixture gate =
        new SallyportFixture(it -> it.digestPermits(1, 1, longEnough).digester(slow))) {
      Created one = gate.create();
      Created other = gate.create();
      Thread first = new Thread(() -> gate.check(one.token()));
      first.start();
      started.await();
      Thread second = new Thread(() -> gate.check(other.token()));
      second.start();
      while (gate.sallyport.health().waitingProofs() == 0) {
        Thread.onSpinWait();
      }
      int reads = gate.store.reads.get();
      assertThatThrownBy(() -> gate.check(TokenFormat.sallyport("sp").generate()))
          .isInstanceOf(OverloadedException.class);
      assertThat(gate.store.reads).hasValue(reads);
      done.countDown();
      first.join();
      second.join();
      assertThat(gate.sallyport.health().waitingProofs()).isZero();
    }
  }

  /** Says that it has begun, and waits until it may go on. */
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
