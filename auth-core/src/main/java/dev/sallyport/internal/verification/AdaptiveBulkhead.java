package dev.sallyport.internal.verification;

import dev.sallyport.authentication.OverloadedException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Bounds work for clients that are not verified yet: how many computations of digests run at once,
 * each of which takes memory, and how many requests are at work or wait in all, each of which holds
 * a thread of the server.
 *
 * <p>The second bound follows success: while most work is in vain, as in an attack, it falls, so
 * that verified clients find threads; it rises with each success, and where no more than a few have
 * failed for a while. Thread-safe.
 */
public final class AdaptiveBulkhead {
  /** As many requests as keep a store busy: the bound never falls below. */
  static final int MIN_LIMIT = 4;

  /** Failures among so few requests change nothing: typing errors, old tokens. */
  static final int TOLERATED = 16;

  static final Duration CALM = Duration.ofSeconds(10);

  private final Semaphore permits;
  private final Duration maxWait;
  private final int minLimit;
  private final int maxLimit;
  private final LongSupplier nanoTime;
  private final AtomicInteger limit;
  private final AtomicInteger requests = new AtomicInteger();
  private volatile long lastFailure;

  /**
   * Creates one.
   *
   * @param permits how many digests are computed at once
   * @param maxQueue how many requests more may be at work or wait, as long as they succeed
   * @param maxWait how long a request waits to compute a digest
   */
  public AdaptiveBulkhead(int permits, int maxQueue, Duration maxWait) {
    this(permits, maxQueue, maxWait, System::nanoTime);
  }

  AdaptiveBulkhead(int permits, int maxQueue, Duration maxWait, LongSupplier nanoTime) {
    this.permits = new Semaphore(permits, true);
    this.maxWait = maxWait;
    this.maxLimit = permits + maxQueue;
    this.minLimit = Math.min(Math.max(MIN_LIMIT, permits), maxLimit);
    this.limit = new AtomicInteger(maxLimit);
    this.nanoTime = nanoTime;
    this.lastFailure = nanoTime.getAsLong();
  }

  /**
   * Makes sure that it is worth preparing a request's work.
   *
   * @throws OverloadedException if too many are at work
   */
  void rejectIfFull() {
    if (requests.get() >= limit()) {
      throw full();
    }
  }

  /**
   * Does the work of a request that is not verified.
   *
   * @throws OverloadedException if too many are at work
   */
  public <T> T run(Supplier<T> work, Predicate<T> isSuccess) {
    try {
      if (requests.incrementAndGet() > limit()) {
        throw full();
      }
      T result = work.get();
      adapt(isSuccess.test(result));
      return result;
    } finally {
      requests.decrementAndGet();
    }
  }

  /**
   * Computes a digest when it is its turn.
   *
   * @throws OverloadedException if that does not come in time
   */
  public <T> T compute(Supplier<T> computation) {
    acquire();
    try {
      return computation.get();
    } finally {
      permits.release();
    }
  }

  /** Returns how many wait to compute a digest. */
  int queued() {
    return permits.getQueueLength();
  }

  private void acquire() {
    try {
      if (!permits.tryAcquire() && !permits.tryAcquire(maxWait.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new OverloadedException("no permit to compute a digest within " + maxWait);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OverloadedException("interrupted while waiting to compute a digest");
    }
  }

  private int limit() {
    int now = limit.get();
    if (now < maxLimit && nanoTime.getAsLong() - lastFailure > CALM.toNanos()) {
      limit.set(maxLimit);
      return maxLimit;
    }
    return now;
  }

  private void adapt(boolean isSuccess) {
    int now = limit.get();
    if (isSuccess) {
      change(now, Math.min(now + 1, maxLimit));
    } else if (requests.get() > Math.min(TOLERATED, now - 1)) {
      lastFailure = nanoTime.getAsLong();
      change(now, Math.max(now - 1, minLimit));
    }
  }

  private void change(int from, int to) {
    if (from != to) {
      boolean unused = limit.compareAndSet(from, to); // one more or less does not matter
    }
  }

  private static OverloadedException full() {
    return new OverloadedException("too many tokens that are not verified are looked for");
  }
}
