package dev.sallyport.jdbc;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;

class PostgresContractTest {
  private static final SharedBackend BACKEND =
      SharedBackend.on(TestServer.POSTGRESQL.migratedDatabase(), JdbcBackend::on);

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
