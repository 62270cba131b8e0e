package dev.sallyport.auth.jpa;

class PostgresHostUnitOwnerRegistryTest extends OwnerRegistryOnDatabase {
  PostgresHostUnitOwnerRegistryTest() {
    super(TestServer.POSTGRESQL, TestDatabase::inUnitOfHost);
  }
}
