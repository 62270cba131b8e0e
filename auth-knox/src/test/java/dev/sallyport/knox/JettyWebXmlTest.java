package dev.sallyport.knox;

final class JettyWebXmlTest extends KnoxWebXmlContract {
  JettyWebXmlTest() {
    super(dev.sallyport.servlet.JettyWebXmlTest::deploy);
  }
}
