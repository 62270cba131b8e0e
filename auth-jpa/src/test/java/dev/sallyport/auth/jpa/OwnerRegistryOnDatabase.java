package dev.sallyport.auth.jpa;

import dev.sallyport.auth.spi.OwnerRegistry;
import dev.sallyport.auth.testkit.OwnerRegistryContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** The contract of owner registries on a database that was migrated. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OwnerRegistryOnDatabase extends OwnerRegistryContract {
  private final TestDatabase database;
  private final JpaBackend backend;

  OwnerRegistryOnDatabase(TestServer server) {
    database = server.newDatabase();
    backend = database.migrated();
  }

  @BeforeEach
  void empty() {
    database.empty();
  }

  @AfterAll
  void close() {
    backend.close();
  }

  @Override
  protected OwnerRegistry registry() {
    return (OwnerRegistry) backend.owners();
  }
}
