package dev.sallyport.auth.testkit;

import dev.sallyport.auth.InMemoryOwnerRegistry;
import dev.sallyport.auth.spi.OwnerRegistry;

class InMemoryOwnerRegistryTest extends OwnerRegistryContract {
  private final OwnerRegistry registry = new InMemoryOwnerRegistry();

  @Override
  protected OwnerRegistry registry() {
    return registry;
  }
}
