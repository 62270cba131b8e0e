package dev.sallyport.auth.jpa;

class H2HostUnitUsageLogTest extends UsageLogOnDatabase {
  H2HostUnitUsageLogTest() {
    super(TestServer.H2, TestDatabase::inUnitOfHost);
  }
}
