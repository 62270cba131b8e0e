package dev.sallyport.auth.testkit;

import dev.sallyport.auth.InMemoryAuditLog;
import dev.sallyport.auth.InMemoryOwnerRegistry;
import dev.sallyport.auth.InMemoryTokenStore;
import dev.sallyport.auth.spi.AuditLog;
import dev.sallyport.auth.spi.OwnerRegistry;
import dev.sallyport.auth.spi.TokenStore;
import java.util.Optional;

class InMemoryTokenStoreTest extends TokenStoreContract {
  private final InMemoryAuditLog audit = new InMemoryAuditLog();
  private final Optional<OwnerRegistry> owners = Optional.of(new InMemoryOwnerRegistry(audit));
  private final TokenStore store = new InMemoryTokenStore(audit, owners);

  @Override
  protected TokenStore store() {
    return store;
  }

  @Override
  protected AuditLog audit() {
    return audit;
  }

  @Override
  protected Optional<OwnerRegistry> owners() {
    return owners;
  }
}
