package dev.sallyport.servlet;

final class TomcatFilterOrderTest extends FilterOrderContract {
  TomcatFilterOrderTest() {
    super(TomcatWebXmlTest::deploy);
  }
}
