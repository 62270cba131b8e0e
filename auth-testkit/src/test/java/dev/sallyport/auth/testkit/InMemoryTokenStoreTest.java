package dev.sallyport.auth.testkit;

import dev.sallyport.auth.InMemoryAuditLog;
import dev.sallyport.auth.InMemoryTokenStore;
import dev.sallyport.auth.spi.AuditLog;
import dev.sallyport.auth.spi.TokenStore;

class InMemoryTokenStoreTest extends TokenStoreContract {
  private final InMemoryAuditLog audit = new InMemoryAuditLog();
  private final TokenStore store = new InMemoryTokenStore(audit);

  @Override
  protected TokenStore store() {
    return store;
  }

  @Override
  protected AuditLog audit() {
    return audit;
  }
}
