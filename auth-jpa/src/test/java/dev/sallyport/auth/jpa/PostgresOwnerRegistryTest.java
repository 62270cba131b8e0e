package dev.sallyport.auth.jpa;

class PostgresOwnerRegistryTest extends OwnerRegistryOnDatabase {
  PostgresOwnerRegistryTest() {
    super(TestServer.POSTGRESQL);
  }
}
