package dev.sallyport.testkit;

import dev.sallyport.spi.ApiKeyStore;
import dev.sallyport.spi.AuditLog;
import dev.sallyport.spi.OwnerRegistry;
import java.util.Optional;

/**
 * Store and audit log under test, shared by all parts of {@link ApiKeyStoreContract}.
 *
 * @since 0.1.0
 */
public abstract class AuditedStoreContract {
  AuditedStoreContract() {}

  /**
   * Returns the store under test, which is empty at the start of a test and the same within a test.
   */
  protected abstract ApiKeyStore store();

  /**
   * Returns the audit log of the store, which is empty at the start of a test and the same within a
   * test.
   */
  protected abstract AuditLog audit();

  /**
   * Returns the registry of owners that the store reads together with its keys; empty if it reads
   * none.
   */
  protected Optional<OwnerRegistry> owners() {
    return Optional.empty();
  }
}
