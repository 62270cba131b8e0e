package dev.sallyport.servlet.internal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Warns of a failure once a second at most, and then of how many there were: in a flood or an
 * outage each request has one, and the log must not be what ends the disk or the machine.
 * Thread-safe.
 */
public final class RateLimitedLogger {
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Logger log;
  private final String what;
  private final LongSupplier nanoTime;
  private final AtomicLong mayWarnAt;
  private final LongAdder unsaid = new LongAdder();

  public RateLimitedLogger(Logger log, String what) {
    this(log, what, System::nanoTime);
  }

  public RateLimitedLogger(Logger log, String what, LongSupplier nanoTime) {
    this.log = log;
    this.what = what;
    this.nanoTime = nanoTime;
    this.mayWarnAt = new AtomicLong(nanoTime.getAsLong());
  }

  /** Says why it failed, now or together with what fails later. */
  public void warn(RuntimeException failure) {
    long now = nanoTime.getAsLong();
    long at = mayWarnAt.get();
    if (now - at >= 0 && mayWarnAt.compareAndSet(at, now + QUIET_NANOS)) {
      long others = unsaid.sumThenReset();
      log.warn(
          "{}: {}{}",
          what,
          failure.getMessage(),
          others == 0 ? "" : " (and " + others + " times more since the last warning)");
    } else {
      unsaid.increment();
    }
    log.debug(what, failure);
  }
}
