package dev.sallyport.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.authentication.OverloadedException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SingleFlightTest {
  private final SingleFlight<String, Integer> flights = new SingleFlight<>();
  private final AtomicInteger computed = new AtomicInteger();
  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch mayLand = new CountDownLatch(1);

  @Test
  void sharesOneResultAmongConcurrentCallers() throws Exception {
    CompletableFuture<Integer> first = CompletableFuture.supplyAsync(() -> fly("a"));
    started.await();
    Thread second = new Thread(() -> assertThat(fly("a")).isEqualTo(1));
    second.start();
    while (second.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    mayLand.countDown();
    second.join();
    assertThat(first.get()).isEqualTo(1);
    assertThat(computed).hasValue(1);
  }

  @Test
  void sharesNothingAmongDifferentKeys() throws Exception {
    CompletableFuture<Integer> first = CompletableFuture.supplyAsync(() -> fly("a"));
    started.await();
    assertThat(flights.run("b", () -> 7)).isEqualTo(7);
    mayLand.countDown();
    assertThat(first.get()).isEqualTo(1);
  }

  @Test
  void keepsNoResults() {
    mayLand.countDown();
    assertThat(fly("a")).isEqualTo(1);
    assertThat(fly("a")).isEqualTo(2);
  }

  @Test
  void throwsTheExceptionAndKeepsNothing() {
    assertThatThrownBy(
            () ->
                flights.run(
                    "a",
                    () -> {
                      throw new OverloadedException("full");
                    }))
        .isInstanceOf(OverloadedException.class);
    assertThat(flights.run("a", () -> 3)).isEqualTo(3);
  }

  private int fly(String key) {
    return flights.run(
        key,
        () -> {
          started.countDown();
          try {
            mayLand.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return computed.incrementAndGet();
        });
  }
}
