package dev.sallyport.auth.jpa;

class H2OwnerRegistryTest extends OwnerRegistryOnDatabase {
  H2OwnerRegistryTest() {
    super(TestServer.H2);
  }
}
