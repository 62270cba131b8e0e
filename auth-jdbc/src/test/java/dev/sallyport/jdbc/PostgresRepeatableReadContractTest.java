package dev.sallyport.jdbc;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;

/**
 * Contracts with repeatable read isolation, which a host may configure: a transaction cannot change
 * rows that were changed since it began.
 */
class PostgresRepeatableReadContractTest {
  private static final SharedBackend BACKEND =
      SharedBackend.on(
          TestServer.POSTGRESQL
              .migratedDatabase()
              .with("?options=-c%20default_transaction_isolation=repeatable%5C%20read"),
          JdbcBackend::on);

  @AfterAll
  static void close() {
    BACKEND.close();
  }

  @Nested
  class Owners extends OwnerRegistryOnDatabase {
    Owners() {
      super(BACKEND);
    }
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

  @Nested
  class Sessions extends SessionStoreOnDatabase {
    Sessions() {
      super(BACKEND);
    }
  }
}
