package dev.sallyport.auth.testkit;

import dev.sallyport.auth.InMemoryAuditLog;
import dev.sallyport.auth.InMemoryResourceRegistry;
import dev.sallyport.auth.spi.AuditLog;
import dev.sallyport.auth.spi.ResourceRegistry;

class InMemoryResourceRegistryTest extends ResourceRegistryContract {
  private final InMemoryAuditLog audit = new InMemoryAuditLog();
  private final ResourceRegistry registry = new InMemoryResourceRegistry(audit);

  @Override
  protected ResourceRegistry registry() {
    return registry;
  }

  @Override
  protected AuditLog audit() {
    return audit;
  }
}
