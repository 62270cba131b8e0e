package dev.sallyport.auth;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A limit that goes by what becomes of the work: the most as long as it succeeds, and down to the
 * fewest while most of it is for nothing, as in an attack. Thread-safe.
 */
final class AdaptiveLimit {
  private final int fewest;
  private final int most;
  private final AtomicInteger limit;

  /** At most so much, and at least as much as that, or as the most if it is fewer. */
  AdaptiveLimit(int fewest, int most) {
    this.fewest = Math.min(fewest, most);
    this.most = most;
    this.limit = new AtomicInteger(most);
  }

  int get() {
    return limit.get();
  }

  /** Tells what became of some work. */
  void tell(boolean hasSucceeded) {
    int now = limit.get();
    int next = hasSucceeded ? Math.min(now + 1, most) : Math.max(now - 1, fewest);
    if (next != now) {
      boolean unused = limit.compareAndSet(now, next); // a few more or less do not matter
    }
  }
}
