package dev.sallyport.auth.testkit;

import dev.sallyport.auth.InMemoryUsageLog;
import dev.sallyport.auth.spi.UsageLog;

class InMemoryUsageLogTest extends UsageLogContract {
  private final UsageLog log = new InMemoryUsageLog();

  @Override
  protected UsageLog log() {
    return log;
  }
}
