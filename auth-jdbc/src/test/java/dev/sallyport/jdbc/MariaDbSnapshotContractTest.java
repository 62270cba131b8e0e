package dev.sallyport.jdbc;

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
          JdbcBackend::on);

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
