package dev.sallyport.auth;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Lets so much work be done at once; who comes later waits, but not for ever. */
final class Permits {
  private final Semaphore permits;
  private final Duration patience;

  Permits(int permits, Duration patience) {
    this.permits = new Semaphore(permits, true);
    this.patience = patience;
  }

  /**
   * Does the work when it is its turn.
   *
   * @throws VerifierBusyException if that does not come in time
   */
  <T> T with(Supplier<T> work) {
    acquire();
    try {
      return work.get();
    } finally {
      permits.release();
    }
  }

  private void acquire() {
    try {
      if (!permits.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new VerifierBusyException("no permit to compute a digest within " + patience);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VerifierBusyException("interrupted while waiting to compute a digest");
    }
  }
}
