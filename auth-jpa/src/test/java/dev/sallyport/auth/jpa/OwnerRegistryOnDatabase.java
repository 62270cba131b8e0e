package dev.sallyport.auth.jpa;

import dev.sallyport.auth.spi.AuditLog;
import dev.sallyport.auth.spi.Backend;
import dev.sallyport.auth.spi.OwnerRegistry;
import dev.sallyport.auth.testkit.OwnerRegistryContract;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** The contract of owner registries on a database that was migrated. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OwnerRegistryOnDatabase extends OwnerRegistryContract {
  private final TestDatabase database;
  private final Backend backend;

  OwnerRegistryOnDatabase(TestServer server) {
    this(server, TestDatabase::migrated);
  }

  /** Opens the backend in another way, on a database that has the tables. */
  OwnerRegistryOnDatabase(TestServer server, Function<TestDatabase, ? extends Backend> opening) {
    database = server.newDatabase();
    database.migrated().close();
    backend = opening.apply(database);
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

  @Override
  protected AuditLog audit() {
    return backend.audit();
  }
}
