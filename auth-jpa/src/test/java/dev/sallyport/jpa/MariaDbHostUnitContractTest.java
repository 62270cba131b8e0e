package dev.sallyport.jpa;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;

class MariaDbHostUnitContractTest {
  private static final SharedBackend BACKEND =
      SharedBackend.inUnitOfHost(TestServer.MARIADB.migratedDatabase());

  @AfterAll
  static void close() {
    BACKEND.close();
  }

  @Nested
  class Audit extends AuditLogOnDatabase {
    Audit() {
      super(BACKEND);
    }
  }
}
