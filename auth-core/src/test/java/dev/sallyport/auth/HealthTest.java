package dev.sallyport.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.auth.CreateResult.Created;
import dev.sallyport.auth.token.Digester;
import dev.sallyport.auth.token.Secret;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class HealthTest {
  @Test
  void tellsWhatIsRememberedAndWhatTheStoreDoesNotKnowYet() {
    try (Gate gate = new Gate()) {
      assertThat(gate.sallyport.health()).isEqualTo(new Health(0, 0, 0));
      Created created = gate.create();
      gate.opensTo(created.token());
      assertThat(gate.sallyport.health()).isEqualTo(new Health(1, 0, 1));
      gate.sallyport.flush();
      assertThat(gate.sallyport.health()).isEqualTo(new Health(1, 0, 0));
    }
  }

  @Test
  void tellsHowManyWaitForTheirTurn() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    Digester slow = new SlowDigester(started, done);
    BoundedDigester digester = new BoundedDigester(slow, new Permits(1, 1, Duration.ofMinutes(1)));
    Thread first = new Thread(() -> digester.digest(Secret.of("first")));
    Thread second = new Thread(() -> digester.digest(Secret.of("second")));
    first.start();
    started.await();
    assertThat(digester.waiting()).isZero();
    second.start();
    while (digester.waiting() == 0) {
      Thread.onSpinWait();
    }
    done.countDown();
    first.join();
    second.join();
    assertThat(digester.waiting()).isZero();
  }

  /** Says that it has begun, and waits until it may go on. */
  record SlowDigester(CountDownLatch started, CountDownLatch done) implements Digester {
    @Override
    public String digest(Secret secret) {
      started.countDown();
      try {
        done.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
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
      return false;
    }
  }
}
