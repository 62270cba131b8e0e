package dev.sallyport.auth.jpa;

class MariaDbHostUnitTokenStoreTest extends TokenStoreOnDatabase {
  MariaDbHostUnitTokenStoreTest() {
    super(TestServer.MARIADB, TestDatabase::inUnitOfHost);
  }
}
