package dev.sallyport.auth;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Lets so much work be done at once; who comes later waits, but not too many and not for ever. */
final class Permits {
  private final Semaphore permits;
  private final int maxWaiting;
  private final Duration patience;
  private final AtomicInteger waiting = new AtomicInteger();

  /**
   * Permits for work.
   *
   * @param permits how much may be done at once
   * @param maxWaiting how many may wait for it
   * @param patience how long each waits
   */
  Permits(int permits, int maxWaiting, Duration patience) {
    this.permits = new Semaphore(permits, true);
    this.maxWaiting = maxWaiting;
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

  private void acquire() {
    if (permits.tryAcquire()) {
      return;
    }
    try {
      if (waiting.incrementAndGet() > maxWaiting) {
        throw new VerifierBusyException("too many wait for a permit to compute a digest");
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
