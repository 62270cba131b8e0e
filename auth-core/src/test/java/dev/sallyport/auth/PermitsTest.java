package dev.sallyport.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.auth.token.Digester;
import dev.sallyport.auth.token.TokenFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PermitsTest {
  private final Permits permits = new Permits(1, 100, Duration.ofMinutes(1));
  private final ExecutorService clients = Executors.newCachedThreadPool();
  private final CountDownLatch mayGoOn = new CountDownLatch(1);

  @AfterEach
  void close() {
    mayGoOn.countDown();
    clients.shutdownNow();
  }

  @Test
  void letsAsManyWaitAsItMayAsLongAsWorkSucceeds() {
    occupy();
    assertThat(refusedOf(120)).isEqualTo(20);
  }

  @Test
  void letsFewerWaitWhileWorkIsForNothing() {
    occupy();
    assertThat(refusedOf(1)).isZero();
    tell(1000, false);
    assertThat(refusedOf(120)).as("50 wait").isEqualTo(71);
  }

  @Test
  void letsMoreWaitAgainOnceWorkSucceeds() {
    occupy();
    assertThat(refusedOf(1)).isZero();
    tell(1000, false);
    tell(30, true);
    assertThat(refusedOf(120)).as("80 wait").isEqualTo(41);
  }

  @Test
  void countsNoFailuresWhileNobodyWaits() {
    tell(1000, false);
    occupy();
    assertThat(refusedOf(120)).isEqualTo(20);
  }

  @Test
  void tellsBeforehandThatTooManyWait() {
    permits.requireRoom();
    occupy();
    assertThat(refusedOf(101)).isEqualTo(1);
    assertThatThrownBy(permits::requireRoom).isInstanceOf(VerifierBusyException.class);
  }

  @Test
  void asksTheStoreForNothingThatNobodyCouldProve() {
    CountDownLatch isTaken = new CountDownLatch(1);
    Digester slow = new HealthTest.SlowDigester(isTaken, mayGoOn);
    try (Gate gate = new Gate(it -> it.digestPermits(1, 0, Duration.ZERO).digester(slow))) {
      clients.execute(gate.sallyport::warmUp);
      await(isTaken);
      int before = gate.store.reads.get();
      assertThatThrownBy(() -> gate.check(TokenFormat.sallyport("sp").generate()))
          .isInstanceOf(VerifierBusyException.class);
      assertThat(gate.store.reads).hasValue(before);
      mayGoOn.countDown();
    }
  }

  private void tell(int times, boolean hasSucceeded) {
    for (int i = 0; i < times; i++) {
      permits.tell(hasSucceeded);
    }
  }

  /** Takes the only permit. */
  private void occupy() {
    CountDownLatch isTaken = new CountDownLatch(1);
    assertThat(later(isTaken)).isNotDone();
    await(isTaken);
  }

  /** Of so many that come now; the others wait. */
  private int refusedOf(int howMany) {
    List<CompletableFuture<Boolean>> all = new ArrayList<>();
    for (int i = 0; i < howMany; i++) {
      all.add(later(new CountDownLatch(1)));
    }
    int refused = 0;
    for (CompletableFuture<Boolean> one : all) {
      refused += isRefused(one) ? 1 : 0;
    }
    return refused;
  }

  private CompletableFuture<Boolean> later(CountDownLatch begun) {
    List<Thread> thread = new ArrayList<>();
    CountDownLatch isThere = new CountDownLatch(1);
    CompletableFuture<Boolean> work =
        CompletableFuture.supplyAsync(
            () -> {
              thread.add(Thread.currentThread());
              isThere.countDown();
              return permits.with(
                  () -> {
                    begun.countDown();
                    await(mayGoOn);
                    return true;
                  });
            },
            clients);
    await(isThere);
    while (!work.isDone() && !isWaiting(thread.get(0).getState())) {
      Thread.onSpinWait(); // so that they come one after the other
    }
    return work;
  }

  private static boolean isWaiting(Thread.State state) {
    return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
  }

  private static boolean isRefused(CompletableFuture<Boolean> work) {
    if (!work.isDone()) {
      return false;
    }
    assertThatThrownBy(work::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(VerifierBusyException.class);
    return true;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
