package dev.sallyport.auth.jpa;

class MariaDbResourceRegistryTest extends ResourceRegistryOnDatabase {
  MariaDbResourceRegistryTest() {
    super(TestServer.MARIADB);
  }
}
