package dev.sallyport.auth.jpa;

class MariaDbHostUnitOwnerRegistryTest extends OwnerRegistryOnDatabase {
  MariaDbHostUnitOwnerRegistryTest() {
    super(TestServer.MARIADB, TestDatabase::inUnitOfHost);
  }
}
