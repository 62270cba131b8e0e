package dev.sallyport.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.spi.StoreException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoreExecutorTest {
  private volatile Runnable trial = () -> {};
  private final StoreExecutor executor =
      new StoreExecutor(StoreExecutor.THREADS, Duration.ofMillis(200), () -> trial.run());
  private final CountDownLatch mayGoOn = new CountDownLatch(1);

  @AfterEach
  void close() {
    mayGoOn.countDown();
    executor.close();
  }

  @Test
  void returnsTheResultAndThrowsTheException() {
    assertThat(executor.call(() -> 7)).isEqualTo(7);
    assertThatThrownBy(
            () ->
                executor.call(
                    () -> {
                      throw new StoreException("the store is down");
                    }))
        .isInstanceOf(StoreException.class)
        .hasMessage("the store is down");
  }

  @Test
  void runsCallsOnItsThreadsAlsoNestedOnes() {
    String name = executor.call(() -> executor.call(() -> Thread.currentThread().getName()));
    assertThat(name).startsWith("sallyport-store-");
  }

  @Test
  void inheritsNothingFromTheCallingThread() {
    InheritableThreadLocal<String> user = new InheritableThreadLocal<>();
    user.set("alice");
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(new ClassLoader() {});
    try {
      assertThat(executor.call(() -> String.valueOf(user.get()))).isEqualTo("null");
      assertThat(executor.call(() -> Thread.currentThread().getContextClassLoader()))
          .isSameAs(StoreExecutor.class.getClassLoader());
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  @Test
  void isWarmAfterTheFirstAnswer() {
    AtomicBoolean isFirst = new AtomicBoolean(true);
    trial =
        () -> {
          if (!isFirst.getAndSet(false)) {
            hang();
          }
        };
    assertThat(executor.warmUp()).isTrue();
  }

  @Test
  void isNotWarmWithoutAnAnswer() {
    trial = this::hang;
    assertThat(executor.warmUp()).isFalse();
  }

  @Test
  void waitsUpToTheTimeout() {
    assertThatThrownBy(() -> executor.call(this::hang))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("did not answer within");
    assertThat(executor.call(() -> 7)).as("other threads are free").isEqualTo(7);
  }

  @Test
  void staysClosedAfterOccasionalTimeouts() {
    for (int i = 0; i < 2 * CircuitBreaker.FAILURE_THRESHOLD; i++) {
      assertThatThrownBy(() -> executor.call(this::hang)).hasMessageContaining("did not answer");
      assertThat(executor.call(() -> 7)).isEqualTo(7);
    }
  }

  @Test
  void failsImmediatelyDuringAnOutageAndRecovers() {
    trial = this::hang;
    letTimeOut(CircuitBreaker.FAILURE_THRESHOLD);
    assertThatThrownBy(() -> executor.call(() -> 7))
        .as("although other threads are free")
        .hasMessage("The store does not answer.");
    mayGoOn.countDown();
    awaitAnswer();
    assertThat(executor.call(() -> 7)).isEqualTo(7);
  }

  @Test
  void treatsAnEarlyExceptionAsAnAnswer() {
    trial =
        () -> {
          throw new StoreException("there is no such user");
        };
    letTimeOut(CircuitBreaker.FAILURE_THRESHOLD);
    awaitAnswer();
    assertThat(executor.call(() -> 7)).isEqualTo(7);
  }

  @Test
  void aTrialCallThatFailsLateIsNoAnswer() throws Exception {
    CompletableFuture<Boolean> first = new CompletableFuture<>();
    CompletableFuture<Void> second = new CompletableFuture<>();
    AtomicInteger trials = new AtomicInteger();
    trial =
        () -> {
          if (trials.incrementAndGet() > 1) {
            second.join();
            return;
          }
          hang();
          first.complete(true);
          throw new StoreException("no connection within 5 s");
        };
    letTimeOut(CircuitBreaker.FAILURE_THRESHOLD);
    while (trials.get() < 2) { // then the first has timed out
      assertThatThrownBy(() -> executor.requireClosedBreaker()).isInstanceOf(StoreException.class);
    }
    mayGoOn.countDown();
    assertThat(first.get()).isTrue();
    assertThatThrownBy(() -> executor.requireClosedBreaker()).isInstanceOf(StoreException.class);
    second.complete(null);
    awaitAnswer();
  }

  @Test
  void failsImmediatelyWhileAllThreadsHangAndRecovers() {
    for (int i = 0; i < StoreExecutor.THREADS; i++) {
      executor.submit(this::hang);
    }
    letTimeOut(CircuitBreaker.FAILURE_THRESHOLD);
    assertThatThrownBy(() -> executor.call(() -> 7)).hasMessage("The store does not answer.");
    mayGoOn.countDown();
    awaitAnswer();
    assertThat(executor.call(() -> 7)).isEqualTo(7);
  }

  private void letTimeOut(int calls) {
    for (int i = 0; i < calls; i++) {
      assertThatThrownBy(() -> executor.call(this::hang)).isInstanceOf(StoreException.class);
    }
  }

  private void awaitAnswer() {
    boolean isOpen = true;
    while (isOpen) {
      try {
        executor.requireClosedBreaker();
        isOpen = false;
      } catch (StoreException e) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void preservesTheInterruptOfTheCaller() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> executor.call(this::hang)).isInstanceOf(StoreException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void closeInterruptsNothingAndStartsNothing() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    executor.submit(
        () -> {
          begun.countDown();
          hang();
          interrupted.complete(Thread.currentThread().isInterrupted());
        });
    begun.await();
    executor.close();
    mayGoOn.countDown();
    assertThat(interrupted.get()).isFalse();
    assertThatThrownBy(() -> executor.call(() -> 7)).isInstanceOf(StoreException.class);
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
