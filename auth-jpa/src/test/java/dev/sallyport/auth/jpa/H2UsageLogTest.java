package dev.sallyport.auth.jpa;

class H2UsageLogTest extends UsageLogOnDatabase {
  H2UsageLogTest() {
    super(TestServer.H2);
  }
}
