package dev.sallyport.jpa;

import dev.sallyport.spi.UsageLog;
import dev.sallyport.testkit.UsageLogContract;
import org.junit.jupiter.api.BeforeEach;

/** Contract of usage logs, run on a database. */
abstract class UsageLogOnDatabase extends UsageLogContract {
  private final SharedBackend backend;

  UsageLogOnDatabase(SharedBackend backend) {
    this.backend = backend;
  }

  @BeforeEach
  void empty() {
    backend.empty();
  }

  @Override
  protected UsageLog log() {
    return backend.usage();
  }
}
