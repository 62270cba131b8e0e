package dev.sallyport.jdbc;

import dev.sallyport.spi.AuditLog;
import dev.sallyport.spi.ResourceRegistry;
import dev.sallyport.testkit.ResourceRegistryContract;
import org.junit.jupiter.api.BeforeEach;

/** Contract of resource registries, run on a database. */
public abstract class ResourceRegistryOnDatabase extends ResourceRegistryContract {
  private final SharedBackend backend;

  /** Creates the contract on a backend. */
  protected ResourceRegistryOnDatabase(SharedBackend backend) {
    this.backend = backend;
  }

  @BeforeEach
  final void empty() {
    backend.empty();
  }

  @Override
  protected ResourceRegistry registry() {
    return backend.resources();
  }

  @Override
  protected AuditLog audit() {
    return backend.audit();
  }
}
