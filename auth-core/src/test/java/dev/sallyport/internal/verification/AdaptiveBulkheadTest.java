package dev.sallyport.internal.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.authentication.OverloadedException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AdaptiveBulkheadTest {
  private static final int MAX_LIMIT = 1_000;

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // it may wrap around
  private AdaptiveBulkhead bulkhead = bulkhead(1);

  private AdaptiveBulkhead bulkhead(int permits) {
    return new AdaptiveBulkhead(permits, MAX_LIMIT - permits, Duration.ofMinutes(1), nanos::get);
  }

  /** Returns how many of several nested concurrent calls are admitted. */
  private int run(int requests, boolean isSuccess) {
    AtomicInteger let = new AtomicInteger();
    run(requests, isSuccess, let);
    return let.get();
  }

  private boolean run(int requests, boolean isSuccess, AtomicInteger let) {
    if (requests == 0) {
      return isSuccess;
    }
    try {
      return bulkhead.run(
          () -> {
            let.incrementAndGet();
            return run(requests - 1, isSuccess, let);
          },
          it -> it);
    } catch (OverloadedException e) {
      return isSuccess;
    }
  }

  private void flood() {
    for (int i = 0; i < MAX_LIMIT; i++) {
      run(100, false);
    }
  }

  @Test
  void rejectsNothingWhileWorkSucceeds() {
    assertThat(run(MAX_LIMIT, true)).isEqualTo(MAX_LIMIT);
    assertThat(run(MAX_LIMIT + 1, true)).isEqualTo(MAX_LIMIT);
  }

  @Test
  void admitsAFewWhileMostWorkFails() {
    flood();
    assertThat(run(MAX_LIMIT, false)).isEqualTo(AdaptiveBulkhead.MIN_LIMIT);
  }

  @Test
  void rejectsEarlyWhenFull() {
    flood();
    bulkhead.rejectIfFull();
    assertThatThrownBy(() -> rejectWithin(AdaptiveBulkhead.MIN_LIMIT))
        .isInstanceOf(OverloadedException.class)
        .hasMessageContaining("too many verifications");
    bulkhead.rejectIfFull();
  }

  private boolean rejectWithin(int requests) {
    if (requests > 0) {
      return bulkhead.run(() -> rejectWithin(requests - 1), it -> it);
    }
    bulkhead.rejectIfFull();
    return true;
  }

  @Test
  void risesWithEachSuccess() {
    flood();
    for (int i = 0; i < MAX_LIMIT; i++) {
      assertThat(run(1, true)).isEqualTo(1);
    }
    assertThat(run(MAX_LIMIT, true)).isEqualTo(MAX_LIMIT);
  }

  @Test
  void isResetAfterACalmPeriod() {
    flood();
    nanos.addAndGet(AdaptiveBulkhead.CALM.toNanos());
    assertThat(run(MAX_LIMIT, false)).isEqualTo(AdaptiveBulkhead.MIN_LIMIT);
    nanos.addAndGet(AdaptiveBulkhead.CALM.toNanos() + 1);
    assertThat(run(MAX_LIMIT, true)).isEqualTo(MAX_LIMIT);
  }

  @Test
  void toleratesOccasionalFailures() {
    for (int i = 0; i < 10 * MAX_LIMIT; i++) {
      run(AdaptiveBulkhead.TOLERATED, false);
    }
    assertThat(run(MAX_LIMIT, true)).isEqualTo(MAX_LIMIT);
  }

  @Test
  void neverFallsBelowThePermits() {
    bulkhead = bulkhead(40);
    flood();
    assertThat(run(100, false)).isEqualTo(40);
  }

  @Test
  void neverExceedsItsQueue() {
    bulkhead = new AdaptiveBulkhead(1, 1, Duration.ZERO, nanos::get);
    flood();
    assertThat(run(100, false)).isEqualTo(2);
  }

  @Test
  void limitsConcurrentComputations() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch mayGoOn = new CountDownLatch(1);
    Thread first = new Thread(() -> bulkhead.compute(() -> await(started, mayGoOn)));
    Thread second = new Thread(() -> bulkhead.compute(() -> true));
    first.start();
    started.await();
    assertThat(bulkhead.queued()).isZero();
    second.start();
    while (bulkhead.queued() == 0) {
      Thread.onSpinWait();
    }
    mayGoOn.countDown();
    first.join();
    second.join();
    assertThat(bulkhead.queued()).isZero();
  }

  @Test
  void timesOutWithoutAPermitAndRecovers() throws Exception {
    bulkhead = new AdaptiveBulkhead(1, 10, Duration.ZERO, nanos::get);
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch mayGoOn = new CountDownLatch(1);
    Thread first = new Thread(() -> bulkhead.compute(() -> await(started, mayGoOn)));
    first.start();
    started.await();
    assertThatThrownBy(() -> bulkhead.compute(() -> true)).isInstanceOf(OverloadedException.class);
    mayGoOn.countDown();
    first.join();
    assertThat(bulkhead.compute(() -> true)).isTrue();
  }

  @Test
  void releasesThePermitAfterAFailure() {
    bulkhead = new AdaptiveBulkhead(1, 10, Duration.ZERO, nanos::get);
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(
              () ->
                  bulkhead.compute(
                      () -> {
                        throw new UnsupportedOperationException();
                      }))
          .isInstanceOf(UnsupportedOperationException.class);
    }
  }

  @Test
  void preservesTheInterruptOfTheCaller() {
    bulkhead = new AdaptiveBulkhead(0, 10, Duration.ofMinutes(1), nanos::get);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> bulkhead.compute(() -> true)).isInstanceOf(OverloadedException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  private static boolean await(CountDownLatch started, CountDownLatch mayGoOn) {
    started.countDown();
    try {
      mayGoOn.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return true;
  }
}
