package dev.sallyport.auth.jpa;

class PostgresHostUnitUsageLogTest extends UsageLogOnDatabase {
  PostgresHostUnitUsageLogTest() {
    super(TestServer.POSTGRESQL, TestDatabase::inUnitOfHost);
  }
}
