package dev.sallyport.auth.jpa;

class MariaDbUsageLogTest extends UsageLogOnDatabase {
  MariaDbUsageLogTest() {
    super(TestServer.MARIADB);
  }
}
