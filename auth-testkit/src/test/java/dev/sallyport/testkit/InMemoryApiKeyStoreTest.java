package dev.sallyport.testkit;

import dev.sallyport.memory.InMemoryBackend;

class InMemoryApiKeyStoreTest extends ApiKeyStoreContract {
  private final InMemoryBackend backend = new InMemoryBackend();

  @Override
  protected TestedStore tested() {
    return TestedStore.of(backend.keys(), backend.audit(), backend.owners());
  }
}
