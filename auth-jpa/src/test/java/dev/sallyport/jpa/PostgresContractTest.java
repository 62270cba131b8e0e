package dev.sallyport.jpa;

import dev.sallyport.jdbc.ApiKeyStoreOnDatabase;
import dev.sallyport.jdbc.OwnerRegistryOnDatabase;
import dev.sallyport.jdbc.ResourceRegistryOnDatabase;
import dev.sallyport.jdbc.SessionStoreOnDatabase;
import dev.sallyport.jdbc.SharedBackend;
import dev.sallyport.jdbc.TestServer;
import dev.sallyport.jdbc.UsageLogOnDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;

class PostgresContractTest {
  private static final SharedBackend BACKEND =
      SharedBackend.on(TestServer.POSTGRESQL.migratedDatabase(), JpaBackend::on);

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
