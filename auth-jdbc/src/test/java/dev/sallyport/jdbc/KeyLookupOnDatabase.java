package dev.sallyport.jdbc;

import dev.sallyport.testkit.KeyLookupContract;
import dev.sallyport.testkit.TestedStore;
import org.junit.jupiter.api.BeforeEach;

/** Contract of key lookups, run on a database. */
public abstract class KeyLookupOnDatabase extends KeyLookupContract {
  private final SharedBackend backend;

  /** Creates the contract on a backend. */
  protected KeyLookupOnDatabase(SharedBackend backend) {
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
