package dev.sallyport.testkit;

import dev.sallyport.spi.ApiKeyStore;
import dev.sallyport.spi.AuditLog;
import dev.sallyport.spi.OwnerRegistry;
import java.util.Optional;

/** What every part of the {@link ApiKeyStoreContract} starts from. */
public abstract class AuditedStoreContract {
  AuditedStoreContract() {}

  /**
   * The store under test, without any key. Called once or more in a test; always the same store.
   */
  protected abstract ApiKeyStore store();

  /** Where what is done in the store is recorded; without any entry. Always the same log. */
  protected abstract AuditLog audit();

  /** The registry of owners that the store reads together with its keys; empty if it reads none. */
  protected Optional<OwnerRegistry> owners() {
    return Optional.empty();
  }
}
