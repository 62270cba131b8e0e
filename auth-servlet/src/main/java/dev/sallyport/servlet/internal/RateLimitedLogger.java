package dev.sallyport.servlet.internal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Logger of repeated failures. It logs at most one warning per second, with the number of failures
 * since the last warning, so that an outage or a flood of requests does not fill the disk.
 * Thread-safe.
 */
public final class RateLimitedLogger {
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Logger log;
  private final String what;
  private final LongSupplier nanoTime;
  private final AtomicLong mayWarnAt;
  private final LongAdder suppressed = new LongAdder();

  /**
   * Creates a logger.
   *
   * @param log the logger to write to
   * @param what the operation that fails, such as "Could not check a token"
   */
  public RateLimitedLogger(Logger log, String what) {
    this(log, what, System::nanoTime);
  }

  public RateLimitedLogger(Logger log, String what, LongSupplier nanoTime) {
    this.log = log;
    this.what = what;
    this.nanoTime = nanoTime;
    this.mayWarnAt = new AtomicLong(nanoTime.getAsLong());
  }

  /** Logs a failure, or counts it for the next warning. The stack trace is logged at DEBUG. */
  public void warn(RuntimeException failure) {
    warn(String.valueOf(failure.getMessage()));
    log.debug(what, failure);
  }

  /** Logs a failure with what was responded, or counts it for the next warning. */
  void warn(String response, RuntimeException failure) {
    warn("%s (%s)".formatted(response, failure.getMessage()));
    log.debug(what, failure);
  }

  /**
   * Logs a failure of code that may have a token in its messages, or counts it for the next
   * warning. Only the class and the origin of the failure are logged.
   */
  void warnWithoutMessage(Throwable failure) {
    StackTraceElement[] frames = failure.getStackTrace();
    String origin = frames.length == 0 ? "" : " at " + frames[0];
    warn(failure.getClass().getName() + origin);
  }

  private void warn(String failure) {
    long now = nanoTime.getAsLong();
    long at = mayWarnAt.get();
    if (now - at >= 0 && mayWarnAt.compareAndSet(at, now + QUIET_NANOS)) {
      long others = suppressed.sumThenReset();
      log.warn(
          "{}: {}{}",
          what,
          failure,
          others == 0 ? "" : " (and " + others + " times more since the last warning)");
    } else {
      suppressed.increment();
    }
  }
}
