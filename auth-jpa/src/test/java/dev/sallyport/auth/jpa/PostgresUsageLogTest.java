package dev.sallyport.auth.jpa;

class PostgresUsageLogTest extends UsageLogOnDatabase {
  PostgresUsageLogTest() {
    super(TestServer.POSTGRESQL);
  }
}
