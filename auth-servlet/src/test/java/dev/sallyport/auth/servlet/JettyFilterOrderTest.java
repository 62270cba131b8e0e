package dev.sallyport.auth.servlet;

final class JettyFilterOrderTest extends FilterOrderContract {
  JettyFilterOrderTest() {
    super(JettyWebXmlTest::deploy);
  }
}
