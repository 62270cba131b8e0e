package dev.sallyport.auth.testkit;

import dev.sallyport.auth.InMemoryTokenStore;
import dev.sallyport.auth.spi.TokenStore;

class InMemoryTokenStoreTest extends TokenStoreContract {
  private final TokenStore store = new InMemoryTokenStore();

  @Override
  protected TokenStore store() {
    return store;
  }
}
