package dev.sallyport.auth.jpa;

class MariaDbHostUnitUsageLogTest extends UsageLogOnDatabase {
  MariaDbHostUnitUsageLogTest() {
    super(TestServer.MARIADB, TestDatabase::inUnitOfHost);
  }
}
