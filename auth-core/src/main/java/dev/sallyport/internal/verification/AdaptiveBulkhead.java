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
 * Bulkhead for clients that are not verified yet. Limits the number of concurrent digest
 * computations, each of which takes memory, and the number of requests that work or wait, each of
 * which holds a thread of the server.
 *
 * <p>The second limit adapts to success: while most work fails, as in an attack, it falls, so that
 * verified clients find threads. It rises with each success, and is reset after a period with few
 * failures. Thread-safe.
 */
public final class AdaptiveBulkhead {
  /** Lower bound of the limit: enough requests to keep a store busy. */
  static final int MIN_LIMIT = 4;

  /**
   * Number of concurrent requests up to which failures do not lower the limit: typing errors, old
   * tokens.
   */
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
   * Creates a bulkhead.
   *
   * @param permits maximum number of concurrent digest computations
   * @param maxQueue maximum number of further requests that work or wait, as long as they succeed
   * @param maxWait maximum time that a request waits for a permit
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
   * Rejects a request early if the bulkhead is full.
   *
   * @throws OverloadedException if too many requests are in progress
   */
  void rejectIfFull() {
    if (requests.get() >= limit()) {
      throw full();
    }
  }

  /**
   * Runs the work of a request that is not verified.
   *
   * @throws OverloadedException if too many requests are in progress
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
   * Computes a digest once a permit is available.
   *
   * @throws OverloadedException if no permit becomes available in time
   */
  public <T> T compute(Supplier<T> computation) {
    acquire();
    try {
      return computation.get();
    } finally {
      permits.release();
    }
  }

  /** Returns the number of requests that wait to compute a digest. */
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
      boolean unused = limit.compareAndSet(from, to); // a lost update is harmless
    }
  }

  private static OverloadedException full() {
    return new OverloadedException("too many verifications of tokens are in progress");
  }
}
