package dev.sallyport.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.auth.token.Digester;
import dev.sallyport.auth.token.Secret;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class BoundedDigesterTest {
  private static final Secret SECRET = Secret.of("a token");

  @Test
  void computesWhatTheDigesterBehindItComputes() {
    Digester bounded =
        new BoundedDigester(Digester.sha512(), new Permits(1, 10, Duration.ofSeconds(1)));
    String digest = bounded.digest(SECRET);
    assertThat(bounded.matches(SECRET, digest)).isTrue();
    assertThat(bounded.isUsable(digest)).isTrue();
    assertThat(bounded.isCurrent(digest)).isTrue();
  }

  @Test
  void isBusyWhenAllPermitsAreTakenAndFreeAfterwards() {
    HeldUp behind = new HeldUp();
    Digester bounded = new BoundedDigester(behind, new Permits(1, 10, Duration.ZERO));
    CompletableFuture<Boolean> first =
        CompletableFuture.supplyAsync(() -> bounded.matches(SECRET, "x"));
    behind.awaitEntry();
    assertThatThrownBy(() -> bounded.matches(SECRET, "x"))
        .isInstanceOf(VerifierBusyException.class);
    behind.mayGoOn.countDown();
    assertThat(first.join()).isTrue();
    assertThat(bounded.matches(SECRET, "x")).isTrue();
  }

  @Test
  void givesThePermitBackWhenTheComputationFails() {
    Digester failing = new HeldUp();
    Digester bounded = new BoundedDigester(failing, new Permits(1, 10, Duration.ZERO));
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> bounded.digest(SECRET))
          .isInstanceOf(UnsupportedOperationException.class);
    }
  }

  @Test
  void keepsTheInterruptOfWhoWaits() {
    Digester bounded =
        new BoundedDigester(Digester.sha512(), new Permits(0, 10, Duration.ofSeconds(1)));
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> bounded.digest(SECRET)).isInstanceOf(VerifierBusyException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  private static final class HeldUp implements Digester {
    final CountDownLatch mayGoOn = new CountDownLatch(1);
    private final CountDownLatch entered = new CountDownLatch(1);

    void awaitEntry() {
      await(entered);
    }

    @Override
    public boolean matches(Secret secret, String digest) {
      entered.countDown();
      await(mayGoOn);
      return true;
    }

    @Override
    public String digest(Secret secret) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isUsable(String digest) {
      return true;
    }

    @Override
    public boolean isCurrent(String digest) {
      return true;
    }

    private static void await(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
