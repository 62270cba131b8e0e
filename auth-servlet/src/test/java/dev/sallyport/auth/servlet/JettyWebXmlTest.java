package dev.sallyport.auth.servlet;

import java.nio.file.Path;
import org.eclipse.jetty.ee10.webapp.WebAppContext;

final class JettyWebXmlTest extends WebXmlContract {
  JettyWebXmlTest() {
    super(JettyWebXmlTest::deploy);
  }

  private static Deployment deploy(Path directory) throws Exception {
    WebAppContext context = new WebAppContext(directory.toString(), "/");
    context.setParentLoaderPriority(true);
    context.setThrowUnavailableOnStartupException(true);
    Container container = JettyContainer.start(context);
    return new Deployment(container, context.getServletContext());
  }
}
