package dev.sallyport.auth.jpa;

import dev.sallyport.auth.spi.Backend;
import dev.sallyport.auth.spi.UsageLog;
import dev.sallyport.auth.testkit.UsageLogContract;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** The contract of usage logs on a database that was migrated. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class UsageLogOnDatabase extends UsageLogContract {
  private final TestDatabase database;
  private final Backend backend;

  UsageLogOnDatabase(TestServer server) {
    this(server, TestDatabase::migrated);
  }

  /** Opens the backend in another way, on a database that has the tables. */
  UsageLogOnDatabase(TestServer server, Function<TestDatabase, ? extends Backend> opening) {
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
  protected UsageLog log() {
    return backend.usage();
  }
}
