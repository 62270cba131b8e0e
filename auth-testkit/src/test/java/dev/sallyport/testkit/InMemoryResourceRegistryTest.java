package dev.sallyport.testkit;

import dev.sallyport.memory.InMemoryBackend;
import dev.sallyport.spi.AuditLog;
import dev.sallyport.spi.ResourceRegistry;

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
