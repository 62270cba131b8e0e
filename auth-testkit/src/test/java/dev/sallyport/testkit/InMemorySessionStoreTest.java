package dev.sallyport.testkit;

import dev.sallyport.memory.InMemoryBackend;
import dev.sallyport.session.SessionStore;

class InMemorySessionStoreTest extends SessionStoreContract {
  private final InMemoryBackend backend = new InMemoryBackend();

  @Override
  protected SessionStore store() {
    return backend.sessions().orElseThrow();
  }
}
