package dev.sallyport.testkit;

import dev.sallyport.spi.ApiKeyStore;
import dev.sallyport.spi.AuditLog;
import dev.sallyport.spi.OwnerRegistry;
import java.util.Optional;

/**
 * Store under test, with what it is stored with.
 *
 * <pre>{@code
 * TestedStore tested = TestedStore.of(backend.keys(), backend.audit());
 * }</pre>
 *
 * @param store the store
 * @param audit the audit log that the store writes in the same transaction
 * @param owners the owners that the store reads together with its keys; empty if it reads none
 * @since 0.1.0
 */
public record TestedStore(ApiKeyStore store, AuditLog audit, Optional<OwnerRegistry> owners) {
  /** Returns a store that reads no owners. */
  public static TestedStore of(ApiKeyStore store, AuditLog audit) {
    return new TestedStore(store, audit, Optional.empty());
  }

  /** Returns a store that reads the owners together with its keys. */
  public static TestedStore of(ApiKeyStore store, AuditLog audit, OwnerRegistry owners) {
    return new TestedStore(store, audit, Optional.of(owners));
  }
}
