package dev.sallyport.auth;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Lets so much work be done at once; who comes later waits, but not too many and not for ever.
 *
 * <p>How many may wait goes by what becomes of the work: while most of it is for nothing, as in an
 * attack, fewer may, so that they do not hold up the threads that others need.
 */
final class Permits {
  private static final int FEWEST = 50;

  private final Semaphore permits;
  private final Duration patience;
  private final AtomicInteger waiting = new AtomicInteger();
  private final AdaptiveLimit mayWait;

  /**
   * Permits for work.
   *
   * @param permits how much may be done at once
   * @param maxWaiting how many may wait for it as long as most of it succeeds
   * @param patience how long each waits
   */
  Permits(int permits, int maxWaiting, Duration patience) {
    this.permits = new Semaphore(permits, true);
    this.mayWait = new AdaptiveLimit(FEWEST, maxWaiting);
    this.patience = patience;
  }

  /**
   * Does the work when it is its turn.
   *
   * @throws VerifierBusyException if that does not come in time, or too many wait for theirs
   */
  <T> T with(Supplier<T> work) {
    acquire();
    try {
      return work.get();
    } finally {
      permits.release();
    }
  }

  /** How much waits for its turn now. */
  int waiting() {
    return waiting.get();
  }

  /**
   * Makes sure that it is worth preparing work.
   *
   * @throws VerifierBusyException if too many wait for their turn
   */
  void requireRoom() {
    if (waiting.get() >= mayWait.get() && permits.availablePermits() == 0) {
      throw tooMany();
    }
  }

  private static VerifierBusyException tooMany() {
    return new VerifierBusyException("too many wait for a permit to compute a digest");
  }

  /** Tells what became of some work; failures count while others wait. */
  void tell(boolean hasSucceeded) {
    if (hasSucceeded || waiting.get() > 0) {
      mayWait.tell(hasSucceeded);
    }
  }

  private void acquire() {
    if (permits.tryAcquire()) {
      return;
    }
    try {
      if (waiting.incrementAndGet() > mayWait.get()) {
        throw tooMany();
      }
      if (!permits.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new VerifierBusyException("no permit to compute a digest within " + patience);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VerifierBusyException("interrupted while waiting to compute a digest");
    } finally {
      waiting.decrementAndGet();
    }
  }
}
