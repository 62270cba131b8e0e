package dev.sallyport.internal.store;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Keeps callers away from a store that does not answer. Closed, all calls go through. After {@value
 * #FAILURE_THRESHOLD} callers have waited in vain without an answer in between it is open: no call
 * goes through, until one trial call shows that the store answers again (half open), be it with an
 * exception. Thread-safe.
 */
final class CircuitBreaker {
  static final int FAILURE_THRESHOLD = 3;
  private static final long BETWEEN_TRIALS_NANOS = Duration.ofMillis(50).toNanos();

  private final long trialTimeoutNanos;
  private final LongSupplier nanoTime;
  private final AtomicInteger consecutiveTimeouts = new AtomicInteger();
  private volatile State state = State.CLOSED;
  private volatile long lastAnswer;
  private long since;

  enum State {
    CLOSED,
    OPEN,
    HALF_OPEN
  }

  /**
   * A closed one.
   *
   * @param timeout of a call; a trial that takes longer is followed by another
   * @param nanoTime as {@link System#nanoTime()}
   */
  CircuitBreaker(Duration timeout, LongSupplier nanoTime) {
    this.trialTimeoutNanos = timeout.toNanos();
    this.nanoTime = nanoTime;
    this.lastAnswer = nanoTime.getAsLong();
  }

  State state() {
    return state;
  }

  void onAnswer() {
    lastAnswer = nanoTime.getAsLong();
    if (state != State.CLOSED || consecutiveTimeouts.get() > 0) {
      close();
    }
  }

  private synchronized void close() {
    consecutiveTimeouts.set(0);
    state = State.CLOSED;
  }

  /**
   * Counts a call that timed out. While it is not closed, calls that had begun before it opened say
   * nothing new.
   *
   * @param begun {@link System#nanoTime()} at which the caller began to wait
   */
  synchronized void onTimeout(long begun) {
    boolean isNews = state == State.CLOSED && begun - lastAnswer >= 0;
    if (isNews && consecutiveTimeouts.incrementAndGet() >= FAILURE_THRESHOLD) {
      become(State.OPEN);
    }
  }

  /** Returns whether it is time for a trial call, which is the caller's to make. */
  synchronized boolean tryTrial() {
    long waited = nanoTime.getAsLong() - since;
    boolean isDue =
        switch (state) {
          case CLOSED -> false;
          case OPEN -> waited >= BETWEEN_TRIALS_NANOS;
          case HALF_OPEN -> waited >= trialTimeoutNanos;
        };
    if (isDue) {
      become(State.HALF_OPEN);
    }
    return isDue;
  }

  private void become(State next) {
    state = next;
    since = nanoTime.getAsLong();
  }
}
