package dev.sallyport.auth.jpa;

class H2HostUnitResourceRegistryTest extends ResourceRegistryOnDatabase {
  H2HostUnitResourceRegistryTest() {
    super(TestServer.H2, TestDatabase::inUnitOfHost);
  }
}
