package dev.sallyport.testkit;

import dev.sallyport.memory.InMemoryBackend;
import dev.sallyport.spi.ApiKeyStore;
import dev.sallyport.spi.AuditLog;
import dev.sallyport.spi.OwnerRegistry;
import java.util.Optional;

class InMemoryApiKeyStoreTest extends ApiKeyStoreContract {
  private final InMemoryBackend backend = new InMemoryBackend();

  @Override
  protected ApiKeyStore store() {
    return backend.tokens();
  }

  @Override
  protected AuditLog audit() {
    return backend.audit();
  }

  @Override
  protected Optional<OwnerRegistry> owners() {
    return Optional.of(backend.owners());
  }
}
