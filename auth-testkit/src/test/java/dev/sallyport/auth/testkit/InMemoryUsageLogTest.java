package dev.sallyport.auth.testkit;

import dev.sallyport.auth.memory.InMemoryBackend;
import dev.sallyport.auth.spi.UsageLog;

class InMemoryUsageLogTest extends UsageLogContract {
  private final InMemoryBackend backend = new InMemoryBackend();

  @Override
  protected UsageLog log() {
    return backend.usage();
  }
}
