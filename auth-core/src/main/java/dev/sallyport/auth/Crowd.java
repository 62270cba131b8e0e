package dev.sallyport.auth;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Bounds how many requests look for the keys of tokens that are not proven. Each holds a thread of
 * the container while it waits for the store: in a flood of bad tokens they would hold all of them,
 * and those with good keys would wait for a thread. Thread-safe.
 */
final class Crowd {
  /**
   * What is enough to keep a store busy: those that wait while others ask are asked for together.
   */
  static final int FEWEST = 4;

  /** As many at once as no attack needs: their failures are a few now and then. */
  static final int FEW = 16;

  /**
   * More than containers have threads: as long as tokens turn out to be good, none is turned away.
   */
  private static final int MOST = 10_000;

  private final AdaptiveLimit limit;
  private final AtomicInteger inside = new AtomicInteger();

  /**
   * One for a gate.
   *
   * @param permits how many digests are computed at once, which a crowd must not be too small for
   */
  Crowd(int permits) {
    this(Math.max(FEWEST, permits), MOST);
  }

  /** One of so many, as long as tokens are good. */
  Crowd(int fewest, int most) {
    this.limit = new AdaptiveLimit(fewest, most);
  }

  /**
   * Makes sure that it is worth preparing work.
   *
   * @throws VerifierBusyException if too many are at it
   */
  void requireRoom() {
    if (inside.get() >= limit.get()) {
      throw tooMany();
    }
  }

  private static VerifierBusyException tooMany() {
    return new VerifierBusyException("too many tokens that are not proven are looked for");
  }

  /**
   * Does the work, unless too many are at it.
   *
   * @throws VerifierBusyException if so
   */
  <T> T with(Supplier<T> work, Predicate<T> isSuccess) {
    try {
      if (inside.incrementAndGet() > limit.get()) {
        throw tooMany();
      }
      T done = work.get();
      tell(isSuccess.test(done));
      return done;
    } finally {
      inside.decrementAndGet();
    }
  }

  /** Failures count only where there are many at once, or no room: a few hold nobody up. */
  private void tell(boolean hasSucceeded) {
    if (hasSucceeded || inside.get() > Math.min(FEW, limit.get() - 1)) {
      limit.tell(hasSucceeded);
    }
  }
}
