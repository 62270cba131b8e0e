package dev.sallyport.jpa;

import dev.sallyport.jdbc.ApiKeyStoreOnDatabase;
import dev.sallyport.jdbc.ResourceRegistryOnDatabase;
import dev.sallyport.jdbc.SessionStoreOnDatabase;
import dev.sallyport.jdbc.SharedBackend;
import dev.sallyport.jdbc.TestServer;
import dev.sallyport.jdbc.UsageLogOnDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/**
 * Contracts with snapshot isolation, the default of newer versions of MariaDB: rows that are newer
 * than a transaction's snapshot cannot be locked.
 */
@Tag("slow")
class MariaDbSnapshotContractTest {
  private static final SharedBackend BACKEND =
      SharedBackend.on(
          TestServer.MARIADB
              .migratedDatabase()
              .with("?sessionVariables=innodb_snapshot_isolation=1"),
          JpaBackend::on);

  @AfterAll
  static void close() {
    BACKEND.close();
  }

  @Nested
  class Tokens extends ApiKeyStoreOnDatabase {
    Tokens() {
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
