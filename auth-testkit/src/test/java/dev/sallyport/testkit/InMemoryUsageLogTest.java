package dev.sallyport.testkit;

import dev.sallyport.memory.InMemoryBackend;
import dev.sallyport.spi.UsageLog;

class InMemoryUsageLogTest extends UsageLogContract {
  private final InMemoryBackend backend = new InMemoryBackend();

  @Override
  protected UsageLog log() {
    return backend.usage();
  }
}
