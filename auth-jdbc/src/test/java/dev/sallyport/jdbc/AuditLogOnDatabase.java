package dev.sallyport.jdbc;

import dev.sallyport.testkit.AuditLogContract;
import dev.sallyport.testkit.TestedStore;
import org.junit.jupiter.api.BeforeEach;

/**
 * Contract of audit logs, run on a database: how keys are found and what is written to the audit
 * log.
 */
public abstract class AuditLogOnDatabase extends AuditLogContract {
  private final SharedBackend backend;

  /** Creates the contract on a backend. */
  protected AuditLogOnDatabase(SharedBackend backend) {
    this.backend = backend;
  }

  @BeforeEach
  final void empty() {
    backend.empty();
  }

  @Override
  protected TestedStore tested() {
    return backend.tested();
  }
}
