package dev.sallyport.auth.jpa;

class PostgresResourceRegistryTest extends ResourceRegistryOnDatabase {
  PostgresResourceRegistryTest() {
    super(TestServer.POSTGRESQL);
  }
}
