package dev.sallyport.auth.jpa;

import dev.sallyport.auth.spi.AuditLog;
import dev.sallyport.auth.spi.TokenStore;
import dev.sallyport.auth.testkit.KeyLookupContract;
import org.junit.jupiter.api.BeforeEach;

/** Of the contract of stores, how keys are found. */
abstract class KeyLookupOnDatabase extends KeyLookupContract {
  private final SharedBackend backend;

  KeyLookupOnDatabase(SharedBackend backend) {
    this.backend = backend;
  }

  @BeforeEach
  void empty() {
    backend.empty();
  }

  @Override
  protected TokenStore store() {
    return backend.tokens();
  }

  @Override
  protected AuditLog audit() {
    return backend.audit();
  }
}
