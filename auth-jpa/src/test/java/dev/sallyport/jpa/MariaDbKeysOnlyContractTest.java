package dev.sallyport.jpa;

import dev.sallyport.jdbc.KeyLookupOnDatabase;
import dev.sallyport.jdbc.SharedBackend;
import dev.sallyport.jdbc.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;

class MariaDbKeysOnlyContractTest {
  private static final SharedBackend BACKEND =
      SharedBackend.ofKeysOnly(TestServer.MARIADB.migratedDatabase(), JpaBackend::on);

  @AfterAll
  static void close() {
    BACKEND.close();
  }

  @Nested
  class Lookups extends KeyLookupOnDatabase {
    Lookups() {
      super(BACKEND);
    }
  }
}
