package dev.sallyport.servlet;

final class TomcatFilterOrderTest extends FilterOrderContract {
  TomcatFilterOrderTest() {
    super(directory -> TomcatWebXmlTest.deploy(directory, INITIALIZERS_LEFT_OUT));
  }
}
