package dev.sallyport.auth.jpa;

class H2ResourceRegistryTest extends ResourceRegistryOnDatabase {
  H2ResourceRegistryTest() {
    super(TestServer.H2);
  }
}
