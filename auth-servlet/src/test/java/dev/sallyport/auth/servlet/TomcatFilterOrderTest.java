package dev.sallyport.auth.servlet;

final class TomcatFilterOrderTest extends FilterOrderContract {
  TomcatFilterOrderTest() {
    super(TomcatWebXmlTest::deploy);
  }
}
