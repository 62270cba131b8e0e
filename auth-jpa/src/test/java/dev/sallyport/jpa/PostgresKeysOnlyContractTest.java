package dev.sallyport.jpa;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;

class PostgresKeysOnlyContractTest {
  private static final SharedBackend BACKEND =
      SharedBackend.ofKeysOnly(TestServer.POSTGRESQL.migratedDatabase());

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
