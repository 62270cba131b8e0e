package dev.sallyport.servlet.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.servlet.CapturedLog;
import dev.sallyport.spi.StoreException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RateLimitedLoggerTest {
  @Test
  void saysOnceASecondHowManyThereWere() {
    AtomicLong clock = new AtomicLong();
    RateLimitedLogger warning =
        new RateLimitedLogger(
            LoggerFactory.getLogger(RateLimitedLoggerTest.class), "Could not do it", clock::get);
    try (CapturedLog log = new CapturedLog()) {
      for (int i = 0; i < 100; i++) {
        warning.warn(new StoreException("the store is down"));
      }
      clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
      warning.warn(new StoreException("the store is down"));
      clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
      warning.warn(new StoreException("the store is down"));
      assertThat(log.lines().stream().filter(it -> it.startsWith("WARN")))
          .containsExactly(
              "WARN Could not do it: the store is down",
              "WARN Could not do it: the store is down (and 99 times more since the last warning)",
              "WARN Could not do it: the store is down");
    }
  }
}
