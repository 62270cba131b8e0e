package dev.sallyport.jdbc;

import dev.sallyport.testkit.ApiKeyStoreContract;
import dev.sallyport.testkit.TestedStore;
import org.junit.jupiter.api.BeforeEach;

/** Contract of API key stores, run on a database. */
public abstract class ApiKeyStoreOnDatabase extends ApiKeyStoreContract {
  private final SharedBackend backend;

  /** Creates the contract on a backend. */
  protected ApiKeyStoreOnDatabase(SharedBackend backend) {
    this.backend = backend;
  }

  @BeforeEach
  final void empty() {
    backend.empty();
  }

  @Override
  protected TestedStore tested() {
    return backend.tested();
  }
}
