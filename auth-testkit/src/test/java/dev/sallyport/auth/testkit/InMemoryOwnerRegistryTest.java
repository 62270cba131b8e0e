package dev.sallyport.auth.testkit;

import dev.sallyport.auth.InMemoryAuditLog;
import dev.sallyport.auth.InMemoryOwnerRegistry;
import dev.sallyport.auth.spi.AuditLog;
import dev.sallyport.auth.spi.OwnerRegistry;

class InMemoryOwnerRegistryTest extends OwnerRegistryContract {
  private final InMemoryAuditLog audit = new InMemoryAuditLog();
  private final OwnerRegistry registry = new InMemoryOwnerRegistry(audit);

  @Override
  protected OwnerRegistry registry() {
    return registry;
  }

  @Override
  protected AuditLog audit() {
    return audit;
  }
}
