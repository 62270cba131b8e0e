package dev.sallyport.jpa;

import dev.sallyport.spi.AuditLog;
import dev.sallyport.spi.ResourceRegistry;
import dev.sallyport.testkit.ResourceRegistryContract;
import org.junit.jupiter.api.BeforeEach;

/** Contract of resource registries, run on a database. */
abstract class ResourceRegistryOnDatabase extends ResourceRegistryContract {
  private final SharedBackend backend;

  ResourceRegistryOnDatabase(SharedBackend backend) {
    this.backend = backend;
  }

  @BeforeEach
  void empty() {
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
