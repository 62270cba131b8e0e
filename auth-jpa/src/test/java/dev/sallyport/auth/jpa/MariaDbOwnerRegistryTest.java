package dev.sallyport.auth.jpa;

class MariaDbOwnerRegistryTest extends OwnerRegistryOnDatabase {
  MariaDbOwnerRegistryTest() {
    super(TestServer.MARIADB);
  }
}
