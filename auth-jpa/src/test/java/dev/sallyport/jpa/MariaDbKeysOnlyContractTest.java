package dev.sallyport.jpa;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;

class MariaDbKeysOnlyContractTest {
  private static final SharedBackend BACKEND =
      SharedBackend.ofKeysOnly(TestServer.MARIADB.migratedDatabase());

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
