package dev.sallyport.auth.testkit;

import dev.sallyport.auth.memory.InMemoryBackend;
import dev.sallyport.auth.spi.AuditLog;
import dev.sallyport.auth.spi.OwnerRegistry;

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
