package dev.sallyport.auth.jpa;

class H2HostUnitOwnerRegistryTest extends OwnerRegistryOnDatabase {
  H2HostUnitOwnerRegistryTest() {
    super(TestServer.H2, TestDatabase::inUnitOfHost);
  }
}
