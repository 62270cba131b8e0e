package dev.sallyport.auth.jpa;

import dev.sallyport.auth.spi.AuditLog;
import dev.sallyport.auth.spi.Backend;
import dev.sallyport.auth.spi.ResourceRegistry;
import dev.sallyport.auth.testkit.ResourceRegistryContract;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** The contract of registries of resources on a database that was migrated. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ResourceRegistryOnDatabase extends ResourceRegistryContract {
  private final TestDatabase database;
  private final Backend backend;

  ResourceRegistryOnDatabase(TestServer server) {
    this(server, TestDatabase::migrated);
  }

  /** Opens the backend in another way, on a database that has the tables. */
  ResourceRegistryOnDatabase(TestServer server, Function<TestDatabase, ? extends Backend> opening) {
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
  protected ResourceRegistry registry() {
    return backend.resources();
  }

  @Override
  protected AuditLog audit() {
    return backend.audit();
  }
}
