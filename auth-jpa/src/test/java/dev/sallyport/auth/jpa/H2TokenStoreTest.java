package dev.sallyport.auth.jpa;

class H2TokenStoreTest extends TokenStoreOnDatabase {
  H2TokenStoreTest() {
    super(TestServer.H2);
  }
}
