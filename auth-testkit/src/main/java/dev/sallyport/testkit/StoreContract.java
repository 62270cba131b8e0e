package dev.sallyport.testkit;

import dev.sallyport.spi.ApiKeyStore;
import dev.sallyport.spi.AuditLog;
import dev.sallyport.spi.OwnerRegistry;
import java.util.Optional;

/**
 * What the parts of {@link ApiKeyStoreContract} share: the store under test.
 *
 * <pre>{@code
 * class MyKeyStorageTest extends KeyStorageContract {
 *   private final MyBackend backend = new MyBackend();
 *
 *   @Override
 *   protected TestedStore tested() {
 *     return TestedStore.of(backend.keys(), backend.audit());
 *   }
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public abstract class StoreContract {
  /** Creates the contract. */
  protected StoreContract() {}

  /**
   * Returns the store under test, which is empty at the start of a test and the same within a test.
   */
  protected abstract TestedStore tested();

  final ApiKeyStore store() {
    return tested().store();
  }

  final AuditLog audit() {
    return tested().audit();
  }

  final Optional<OwnerRegistry> owners() {
    return tested().owners();
  }
}
