package dev.sallyport.auth.testkit;

import dev.sallyport.auth.spi.AuditLog;
import dev.sallyport.auth.spi.OwnerRegistry;
import dev.sallyport.auth.spi.TokenStore;
import java.util.Optional;

/** What every part of the {@link TokenStoreContract} starts from. */
public abstract class AuditedStoreContract {
  AuditedStoreContract() {}

  /**
   * The store under test, without any key. Called once or more in a test; always the same store.
   */
  protected abstract TokenStore store();

  /** Where what is done in the store is recorded; without any entry. Always the same log. */
  protected abstract AuditLog audit();

  /** The registry of owners that the store reads together with its keys; empty if it reads none. */
  protected Optional<OwnerRegistry> owners() {
    return Optional.empty();
  }
}
