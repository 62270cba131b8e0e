package dev.sallyport.jdbc;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;

class HsqldbKeysOnlyContractTest {
  private static final SharedBackend BACKEND =
      SharedBackend.ofKeysOnly(TestServer.HSQLDB.migratedDatabase(), JdbcBackend::on);

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
}
