package dev.sallyport.jpa;

import dev.sallyport.jdbc.AuditLogOnDatabase;
import dev.sallyport.jdbc.SharedBackend;
import dev.sallyport.jdbc.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class MariaDbHostUnitContractTest {
  private static final SharedBackend BACKEND =
      HostUnit.shared(TestServer.MARIADB.migratedDatabase());

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
