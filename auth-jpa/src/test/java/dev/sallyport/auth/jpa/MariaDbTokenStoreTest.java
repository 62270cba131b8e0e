package dev.sallyport.auth.jpa;

class MariaDbTokenStoreTest extends TokenStoreOnDatabase {
  MariaDbTokenStoreTest() {
    super(TestServer.MARIADB);
  }
}
