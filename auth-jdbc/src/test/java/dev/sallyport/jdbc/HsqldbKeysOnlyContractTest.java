package dev.sallyport.jdbc;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

@Tag("slow")
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
