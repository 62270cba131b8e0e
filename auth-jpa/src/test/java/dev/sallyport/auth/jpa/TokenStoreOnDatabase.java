package dev.sallyport.auth.jpa;

import dev.sallyport.auth.spi.AuditLog;
import dev.sallyport.auth.spi.Backend;
import dev.sallyport.auth.spi.OwnerRegistry;
import dev.sallyport.auth.spi.TokenStore;
import dev.sallyport.auth.testkit.TokenStoreContract;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** The contract of stores on a database that was migrated. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TokenStoreOnDatabase extends TokenStoreContract {
  private final TestDatabase database;
  private final Backend backend;

  TokenStoreOnDatabase(TestServer server) {
    this(server, TestDatabase::migrated);
  }

  /** Opens the backend in another way, on a database that has the tables. */
  TokenStoreOnDatabase(TestServer server, Function<TestDatabase, ? extends Backend> opening) {
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
  protected TokenStore store() {
    return backend.tokens();
  }

  @Override
  protected AuditLog audit() {
    return backend.audit();
  }

  @Override
  protected Optional<OwnerRegistry> owners() {
    return backend.owners() instanceof OwnerRegistry registry
        ? Optional.of(registry)
        : Optional.empty();
  }
}
