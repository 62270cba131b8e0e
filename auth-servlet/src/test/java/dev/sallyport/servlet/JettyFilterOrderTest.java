package dev.sallyport.servlet;

final class JettyFilterOrderTest extends FilterOrderContract {
  JettyFilterOrderTest() {
    super(directory -> JettyWebXmlTest.deploy(directory, INITIALIZERS_LEFT_OUT));
  }
}
