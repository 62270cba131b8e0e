package dev.sallyport.internal.store;

import dev.sallyport.event.CircuitBreakerState;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Circuit breaker of a store. While closed, all calls pass. It opens after {@value
 * #FAILURE_THRESHOLD} consecutive timeouts. While open, no call passes, until one trial call gets
 * an answer (half open), even an exception, unless it comes late. Thread-safe.
 */
final class CircuitBreaker {
  static final int FAILURE_THRESHOLD = 3;
  private static final long BETWEEN_TRIALS_NANOS = Duration.ofMillis(50).toNanos();

  private final long timeoutNanos;
  private final LongSupplier nanoTime;
  private final AtomicInteger consecutiveTimeouts = new AtomicInteger();
  private volatile CircuitBreakerState state = CircuitBreakerState.CLOSED;
  private volatile long lastAnswer;
  private long since;

  /**
   * Creates a closed circuit breaker.
   *
   * @param timeout timeout of a call; a trial call that takes longer is followed by another
   * @param nanoTime clock as {@link System#nanoTime()}
   */
  CircuitBreaker(Duration timeout, LongSupplier nanoTime) {
    this.timeoutNanos = timeout.toNanos();
    this.nanoTime = nanoTime;
    this.lastAnswer = nanoTime.getAsLong();
  }

  CircuitBreakerState state() {
    return state;
  }

  void onAnswer() {
    lastAnswer = nanoTime.getAsLong();
    if (state != CircuitBreakerState.CLOSED || consecutiveTimeouts.get() > 0) {
      close();
    }
  }

  private synchronized void close() {
    consecutiveTimeouts.set(0);
    state = CircuitBreakerState.CLOSED;
  }

  /**
   * Counts a timeout. Ignored unless closed, and for calls that began before the last answer.
   *
   * @param begun {@link System#nanoTime()} at which the caller began to wait
   */
  synchronized void onTimeout(long begun) {
    boolean isRelevant = state == CircuitBreakerState.CLOSED && begun - lastAnswer >= 0;
    if (isRelevant && consecutiveTimeouts.incrementAndGet() >= FAILURE_THRESHOLD) {
      become(CircuitBreakerState.OPEN);
    }
  }

  /**
   * Judges a trial call that threw an exception: an answer if it came soon. A later one keeps the
   * circuit open, because a pool throws after its own timeout while the database is away.
   *
   * @param begun {@link System#nanoTime()} at which the call began
   */
  synchronized void onTrialException(long begun) {
    if (nanoTime.getAsLong() - begun < timeoutNanos / 2) {
      onAnswer();
    } else if (state == CircuitBreakerState.HALF_OPEN && begun - since >= 0) {
      become(CircuitBreakerState.OPEN); // else a later trial call is in progress
    }
  }

  /** Returns whether a trial call is due, which the caller must make. */
  synchronized boolean tryTrial() {
    long waited = nanoTime.getAsLong() - since;
    boolean isDue =
        switch (state) {
          case CLOSED -> false;
          case OPEN -> waited >= BETWEEN_TRIALS_NANOS;
          case HALF_OPEN -> waited >= timeoutNanos;
        };
    if (isDue) {
      become(CircuitBreakerState.HALF_OPEN);
    }
    return isDue;
  }

  private void become(CircuitBreakerState next) {
    state = next;
    since = nanoTime.getAsLong();
  }
}
