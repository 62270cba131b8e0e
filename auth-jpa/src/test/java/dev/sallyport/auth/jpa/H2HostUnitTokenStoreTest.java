package dev.sallyport.auth.jpa;

class H2HostUnitTokenStoreTest extends TokenStoreOnDatabase {
  H2HostUnitTokenStoreTest() {
    super(TestServer.H2, TestDatabase::inUnitOfHost);
  }
}
