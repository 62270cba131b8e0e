package dev.sallyport.auth.jpa;

class H2KeysOnlyTokenStoreTest extends TokenStoreOnDatabase {
  H2KeysOnlyTokenStoreTest() {
    super(TestServer.H2, TestDatabase::ofKeysOnly);
  }
}
