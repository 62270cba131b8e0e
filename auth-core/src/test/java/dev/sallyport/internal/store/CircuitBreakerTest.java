package dev.sallyport.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.event.CircuitBreakerState;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // it may wrap around
  private final CircuitBreaker breaker = new CircuitBreaker(TIMEOUT, nanos::get);

  @Test
  void opensAfterConsecutiveTimeouts() {
    timeOut(CircuitBreaker.FAILURE_THRESHOLD - 1);
    breaker.onAnswer();
    timeOut(CircuitBreaker.FAILURE_THRESHOLD - 1);
    assertThat(breaker.state()).isEqualTo(CircuitBreakerState.CLOSED);
    assertThat(breaker.tryTrial()).isFalse();
    timeOut(1);
    assertThat(breaker.state()).isEqualTo(CircuitBreakerState.OPEN);
  }

  @Test
  void closesWithTheFirstAnswer() {
    timeOut(CircuitBreaker.FAILURE_THRESHOLD);
    assertThat(breaker.tryTrial()).as("not immediately").isFalse();
    advance(Duration.ofMillis(50));
    assertThat(breaker.tryTrial()).isTrue();
    assertThat(breaker.state()).isEqualTo(CircuitBreakerState.HALF_OPEN);
    breaker.onAnswer();
    assertThat(breaker.state()).isEqualTo(CircuitBreakerState.CLOSED);
    timeOut(CircuitBreaker.FAILURE_THRESHOLD - 1);
    assertThat(breaker.state()).isEqualTo(CircuitBreakerState.CLOSED);
  }

  @Test
  void makesOneTrialAtATimeAndAnotherIfItFailsOrTakesTooLong() {
    timeOut(CircuitBreaker.FAILURE_THRESHOLD);
    advance(Duration.ofMillis(50));
    assertThat(breaker.tryTrial()).isTrue();
    advance(TIMEOUT.minusNanos(1));
    assertThat(breaker.tryTrial()).isFalse();
    advance(Duration.ofNanos(1));
    assertThat(breaker.tryTrial()).as("the first trial timed out").isTrue();
    timeOut(1);
    assertThat(breaker.state())
        .as("an earlier call is ignored")
        .isEqualTo(CircuitBreakerState.HALF_OPEN);
    breaker.onAnswer();
    assertThat(breaker.state()).isEqualTo(CircuitBreakerState.CLOSED);
  }

  @Test
  void closesWithAnEarlyExceptionOfTheTrial() {
    timeOut(CircuitBreaker.FAILURE_THRESHOLD);
    long begun = beginTrial();
    advance(TIMEOUT.dividedBy(2).minusNanos(1));
    breaker.onTrialException(begun);
    assertThat(breaker.state()).isEqualTo(CircuitBreakerState.CLOSED);
  }

  @Test
  void staysOpenAfterALateExceptionOfTheTrial() {
    timeOut(CircuitBreaker.FAILURE_THRESHOLD);
    long begun = beginTrial();
    advance(TIMEOUT.dividedBy(2));
    breaker.onTrialException(begun);
    assertThat(breaker.state()).isEqualTo(CircuitBreakerState.OPEN);
    assertThat(breaker.tryTrial()).as("not immediately").isFalse();
    beginTrial();
  }

  @Test
  void ignoresALateExceptionOfATrialThatAnotherFollowed() {
    timeOut(CircuitBreaker.FAILURE_THRESHOLD);
    long begun = beginTrial();
    advance(TIMEOUT);
    assertThat(breaker.tryTrial()).isTrue();
    breaker.onTrialException(begun);
    assertThat(breaker.state()).isEqualTo(CircuitBreakerState.HALF_OPEN);
  }

  private long beginTrial() {
    advance(Duration.ofMillis(50));
    assertThat(breaker.tryTrial()).isTrue();
    return nanos.get();
  }

  @Test
  void ignoresTimeoutsOfCallsBeforeTheLastAnswer() {
    long begun = nanos.get();
    advance(TIMEOUT);
    breaker.onAnswer();
    for (int i = 0; i < CircuitBreaker.FAILURE_THRESHOLD; i++) {
      breaker.onTimeout(begun);
    }
    assertThat(breaker.state()).isEqualTo(CircuitBreakerState.CLOSED);
  }

  private void timeOut(int times) {
    for (int i = 0; i < times; i++) {
      breaker.onTimeout(nanos.get());
    }
  }

  private void advance(Duration by) {
    nanos.addAndGet(by.toNanos());
  }
}
