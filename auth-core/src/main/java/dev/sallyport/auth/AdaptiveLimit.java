package dev.sallyport.auth;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * A limit that goes by what becomes of the work: the most as long as it succeeds, and down to the
 * fewest while most of it is for nothing, as in an attack. Where nothing has failed for a while,
 * the attack is over, and it is the most again. Thread-safe.
 */
final class AdaptiveLimit {
  static final long CALM_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final int fewest;
  private final int most;
  private final LongSupplier nanoTime;
  private final AtomicInteger limit;
  private volatile long lastFailure;

  /** At most so much, and at least as much as that, or as the most if it is fewer. */
  AdaptiveLimit(int fewest, int most) {
    this(fewest, most, System::nanoTime);
  }

  /**
   * The same by another clock.
   *
   * @param nanoTime as {@link System#nanoTime()}
   */
  AdaptiveLimit(int fewest, int most, LongSupplier nanoTime) {
    this.fewest = Math.min(fewest, most);
    this.most = most;
    this.nanoTime = nanoTime;
    this.limit = new AtomicInteger(most);
    this.lastFailure = nanoTime.getAsLong();
  }

  int get() {
    int now = limit.get();
    if (now < most && nanoTime.getAsLong() - lastFailure > CALM_NANOS) {
      limit.set(most);
      return most;
    }
    return now;
  }

  /** Tells what became of some work. */
  void tell(boolean hasSucceeded) {
    if (!hasSucceeded) {
      lastFailure = nanoTime.getAsLong();
    }
    int now = limit.get();
    int next = hasSucceeded ? Math.min(now + 1, most) : Math.max(now - 1, fewest);
    if (next != now) {
      boolean unused = limit.compareAndSet(now, next); // a few more or less do not matter
    }
  }
}
