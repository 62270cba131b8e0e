package dev.sallyport.jdbc;

import dev.sallyport.spi.ApiKeyStore;
import dev.sallyport.spi.AuditLog;
import dev.sallyport.testkit.KeyLookupContract;
import org.junit.jupiter.api.BeforeEach;

/** Contract of key lookups, run on a database. */
public abstract class KeyLookupOnDatabase extends KeyLookupContract {
  private final SharedBackend backend;

  /** Creates the contract on a backend. */
  protected KeyLookupOnDatabase(SharedBackend backend) {
    this.backend = backend;
  }

  @BeforeEach
  final void empty() {
    backend.empty();
  }

  @Override
  protected ApiKeyStore store() {
    return backend.tokens();
  }

  @Override
  protected AuditLog audit() {
    return backend.audit();
  }
}
