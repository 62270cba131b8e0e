package dev.sallyport.auth.jpa;

class PostgresKeysOnlyTokenStoreTest extends TokenStoreOnDatabase {
  PostgresKeysOnlyTokenStoreTest() {
    super(TestServer.POSTGRESQL, TestDatabase::ofKeysOnly);
  }
}
