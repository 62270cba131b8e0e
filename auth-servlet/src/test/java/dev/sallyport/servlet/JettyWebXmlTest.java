package dev.sallyport.servlet;

import java.nio.file.Path;
import org.eclipse.jetty.ee10.webapp.WebAppContext;

public final class JettyWebXmlTest extends WebXmlContract {
  JettyWebXmlTest() {
    super(JettyWebXmlTest::deploy);
  }

  public static Deployment deploy(Path directory) throws Exception {
    return deploy(directory, ".*");
  }

  /** Leaves out the initializers of this class path whose names match. */
  static Deployment deploy(Path directory, String initializersLeftOut) throws Exception {
    WebAppContext context = new WebAppContext(directory.toString(), "/");
    context.setAttribute(
        "org.eclipse.jetty.containerInitializerExclusionPattern", initializersLeftOut);
    context.setParentLoaderPriority(true);
    context.setThrowUnavailableOnStartupException(true);
    Container container = JettyContainer.start(context);
    return new Deployment(container, context.getServletContext());
  }
}
