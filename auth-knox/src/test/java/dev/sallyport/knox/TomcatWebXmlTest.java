package dev.sallyport.knox;

final class TomcatWebXmlTest extends KnoxWebXmlContract {
  TomcatWebXmlTest() {
    super(dev.sallyport.servlet.TomcatWebXmlTest::deploy);
  }
}
