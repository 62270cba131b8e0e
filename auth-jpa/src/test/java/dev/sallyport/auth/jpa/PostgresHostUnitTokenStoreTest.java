package dev.sallyport.auth.jpa;

class PostgresHostUnitTokenStoreTest extends TokenStoreOnDatabase {
  PostgresHostUnitTokenStoreTest() {
    super(TestServer.POSTGRESQL, TestDatabase::inUnitOfHost);
  }
}
