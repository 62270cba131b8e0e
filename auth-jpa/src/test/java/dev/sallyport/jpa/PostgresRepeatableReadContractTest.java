package dev.sallyport.jpa;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;

/** As a host may have it: what was changed since a transaction began cannot be changed by it. */
class PostgresRepeatableReadContractTest {
  private static final SharedBackend BACKEND =
      SharedBackend.on(
          TestServer.POSTGRESQL
              .migratedDatabase()
              .with("?options=-c%20default_transaction_isolation=repeatable%5C%20read"));

  @AfterAll
  static void close() {
    BACKEND.close();
  }

  @Nested
  class Resources extends ResourceRegistryOnDatabase {
    Resources() {
      super(BACKEND);
    }
  }

  @Nested
  class Usage extends UsageLogOnDatabase {
    Usage() {
      super(BACKEND);
    }
  }
}
