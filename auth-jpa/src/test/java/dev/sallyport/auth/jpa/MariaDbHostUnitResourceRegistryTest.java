package dev.sallyport.auth.jpa;

class MariaDbHostUnitResourceRegistryTest extends ResourceRegistryOnDatabase {
  MariaDbHostUnitResourceRegistryTest() {
    super(TestServer.MARIADB, TestDatabase::inUnitOfHost);
  }
}
