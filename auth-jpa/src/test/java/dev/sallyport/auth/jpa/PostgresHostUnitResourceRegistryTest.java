package dev.sallyport.auth.jpa;

class PostgresHostUnitResourceRegistryTest extends ResourceRegistryOnDatabase {
  PostgresHostUnitResourceRegistryTest() {
    super(TestServer.POSTGRESQL, TestDatabase::inUnitOfHost);
  }
}
