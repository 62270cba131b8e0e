package dev.sallyport.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.auth.spi.StoreException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoreCallsTest {
  private final StoreCalls calls = new StoreCalls(StoreCalls.THREADS, Duration.ofMillis(200));
  private final CountDownLatch mayGoOn = new CountDownLatch(1);

  @AfterEach
  void close() {
    mayGoOn.countDown();
    calls.close();
  }

  @Test
  void handsOnTheAnswerAndTheException() {
    assertThat(calls.call(() -> 7)).isEqualTo(7);
    assertThatThrownBy(
            () ->
                calls.call(
                    () -> {
                      throw new StoreException("the store is down");
                    }))
        .isInstanceOf(StoreException.class)
        .hasMessage("the store is down");
  }

  @Test
  void asksOnThreadsOfItsOwnWhichMayAskAgain() {
    String name = calls.call(() -> calls.call(() -> Thread.currentThread().getName()));
    assertThat(name).startsWith("sallyport-store-");
  }

  @Test
  void takesNothingOverFromTheThreadThatAsks() {
    InheritableThreadLocal<String> user = new InheritableThreadLocal<>();
    user.set("alice");
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(new ClassLoader() {});
    try {
      assertThat(calls.call(() -> String.valueOf(user.get()))).isEqualTo("null");
      assertThat(calls.call(() -> Thread.currentThread().getContextClassLoader()))
          .isSameAs(StoreCalls.class.getClassLoader());
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  @Test
  void isWarmOnceOneThreadHasItsAnswerThoughOthersStillConnect() {
    AtomicBoolean isFirst = new AtomicBoolean(true);
    calls.probeBy(
        () -> {
          if (!isFirst.getAndSet(false)) {
            hang();
          }
        });
    assertThat(calls.warmUp()).isTrue();
  }

  @Test
  void isNotWarmWhileNoThreadHasAnAnswer() {
    calls.probeBy(this::hang);
    assertThat(calls.warmUp()).isFalse();
  }

  @Test
  void waitsSoLongAndNotLonger() {
    assertThatThrownBy(() -> calls.call(this::hang))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("did not answer within");
    assertThat(calls.isHanging()).as("other threads are free").isFalse();
    assertThat(calls.call(() -> 7)).isEqualTo(7);
  }

  @Test
  void doesNotWaitAtAllOnceNobodyWasAnsweredForAsLongAndAsksUntilTheStoreIsBack() {
    AtomicBoolean isDown = new AtomicBoolean();
    calls.probeBy(
        () -> {
          if (isDown.get()) {
            throw new StoreException("the store is down");
          }
        });
    isDown.set(true);
    assertThatThrownBy(() -> calls.call(this::hang)).hasMessageContaining("did not answer within");
    while (!isSilent()) {
      Thread.onSpinWait();
    }
    assertThatThrownBy(() -> calls.call(() -> 7))
        .as("though other threads are free")
        .hasMessage("The store does not answer.");
    isDown.set(false);
    while (isSilent()) {
      Thread.onSpinWait();
    }
    assertThat(calls.call(() -> 7)).isEqualTo(7);
  }

  @Test
  void turnsNobodyAwayForOneHardQuestion() {
    calls.probeBy(() -> {});
    assertThatThrownBy(() -> calls.call(this::hang)).hasMessageContaining("did not answer within");
    assertThat(calls.call(() -> 7)).isEqualTo(7);
  }

  private boolean isSilent() {
    try {
      calls.requireAnswers();
      return false;
    } catch (StoreException e) {
      return true;
    }
  }

  @Test
  void doesNotWaitAtAllWhileAllThreadsAreHeldUpAndKnowsWhenTheyGoOn() {
    for (int i = 0; i < StoreCalls.THREADS; i++) {
      assertThatThrownBy(() -> calls.call(this::hang)).isInstanceOf(StoreException.class);
    }
    while (!calls.isHanging()) {
      Thread.onSpinWait();
    }
    assertThatThrownBy(() -> calls.call(() -> 7)).hasMessage("The store does not answer.");
    mayGoOn.countDown();
    while (calls.isHanging()) {
      Thread.onSpinWait();
    }
    assertThat(calls.call(() -> 7)).isEqualTo(7);
  }

  @Test
  void keepsTheInterruptOfWhoWaits() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> calls.call(this::hang)).isInstanceOf(StoreException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void interruptsNothingWhenItIsClosedAndBeginsNothingMore() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    calls.submit(
        () -> {
          begun.countDown();
          hang();
          interrupted.complete(Thread.currentThread().isInterrupted());
        });
    begun.await();
    calls.close();
    mayGoOn.countDown();
    assertThat(interrupted.get()).isFalse();
    assertThatThrownBy(() -> calls.call(() -> 7)).isInstanceOf(StoreException.class);
  }

  private boolean hang() {
    boolean isOver = false;
    while (!isOver) {
      try {
        mayGoOn.await();
        isOver = true;
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    return true;
  }
}
