package dev.sallyport.jdbc;

import dev.sallyport.spi.UsageLog;
import dev.sallyport.testkit.UsageLogContract;
import org.junit.jupiter.api.BeforeEach;

/** Contract of usage logs, run on a database. */
public abstract class UsageLogOnDatabase extends UsageLogContract {
  private final SharedBackend backend;

  /** Creates the contract on a backend. */
  protected UsageLogOnDatabase(SharedBackend backend) {
    this.backend = backend;
  }

  @BeforeEach
  final void empty() {
    backend.empty();
  }

  @Override
  protected UsageLog log() {
    return backend.usage();
  }
}
