package dev.sallyport.servlet;

final class JettyFilterOrderTest extends FilterOrderContract {
  JettyFilterOrderTest() {
    super(JettyWebXmlTest::deploy);
  }
}
