package dev.sallyport.auth.testkit;

import dev.sallyport.auth.memory.InMemoryBackend;
import dev.sallyport.auth.spi.AuditLog;
import dev.sallyport.auth.spi.ResourceRegistry;

class InMemoryResourceRegistryTest extends ResourceRegistryContract {
  private final InMemoryBackend backend = new InMemoryBackend();

  @Override
  protected ResourceRegistry registry() {
    return backend.resources();
  }

  @Override
  protected AuditLog audit() {
    return backend.audit();
  }
}
