package dev.sallyport.auth.jpa;

class MariaDbKeysOnlyTokenStoreTest extends TokenStoreOnDatabase {
  MariaDbKeysOnlyTokenStoreTest() {
    super(TestServer.MARIADB, TestDatabase::ofKeysOnly);
  }
}
