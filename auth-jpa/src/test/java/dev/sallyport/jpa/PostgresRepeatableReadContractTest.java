package dev.sallyport.jpa;

import dev.sallyport.jdbc.ResourceRegistryOnDatabase;
import dev.sallyport.jdbc.SessionStoreOnDatabase;
import dev.sallyport.jdbc.SharedBackend;
import dev.sallyport.jdbc.TestServer;
import dev.sallyport.jdbc.UsageLogOnDatabase;
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
          JpaBackend::on);

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

  @Nested
  class Sessions extends SessionStoreOnDatabase {
    Sessions() {
      super(BACKEND);
    }
  }
}
