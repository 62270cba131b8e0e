package dev.sallyport.auth.testkit;

import dev.sallyport.auth.memory.InMemoryBackend;
import dev.sallyport.auth.spi.AuditLog;
import dev.sallyport.auth.spi.OwnerRegistry;
import dev.sallyport.auth.spi.TokenStore;
import java.util.Optional;

class InMemoryTokenStoreTest extends TokenStoreContract {
  private final InMemoryBackend backend = new InMemoryBackend();

  @Override
  protected TokenStore store() {
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
