package dev.sallyport.jdbc;

import dev.sallyport.spi.AuditLog;
import dev.sallyport.spi.OwnerRegistry;
import dev.sallyport.testkit.OwnerRegistryContract;
import org.junit.jupiter.api.BeforeEach;

/** Contract of owner registries, run on a database. */
public abstract class OwnerRegistryOnDatabase extends OwnerRegistryContract {
  private final SharedBackend backend;

  /** Creates the contract on a backend. */
  protected OwnerRegistryOnDatabase(SharedBackend backend) {
    this.backend = backend;
  }

  @BeforeEach
  final void empty() {
    backend.empty();
  }

  @Override
  protected OwnerRegistry registry() {
    return backend.owners().orElseThrow();
  }

  @Override
  protected AuditLog audit() {
    return backend.audit();
  }
}
