package dev.sallyport.testkit;

import dev.sallyport.memory.InMemoryBackend;
import dev.sallyport.spi.AuditLog;
import dev.sallyport.spi.OwnerRegistry;

class InMemoryOwnerRegistryTest extends OwnerRegistryContract {
  private final InMemoryBackend backend = new InMemoryBackend();

  @Override
  protected OwnerRegistry registry() {
    return backend.owners();
  }

  @Override
  protected AuditLog audit() {
    return backend.audit();
  }
}
