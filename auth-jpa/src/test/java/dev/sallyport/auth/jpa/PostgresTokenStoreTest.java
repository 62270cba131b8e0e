package dev.sallyport.auth.jpa;

class PostgresTokenStoreTest extends TokenStoreOnDatabase {
  PostgresTokenStoreTest() {
    super(TestServer.POSTGRESQL);
  }
}
