package dev.sallyport.servlet;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.catalina.Context;
import org.apache.tomcat.util.scan.StandardJarScanner;

public final class TomcatWebXmlTest extends WebXmlContract {
  TomcatWebXmlTest() {
    super(TomcatWebXmlTest::deploy);
  }

  public static Deployment deploy(Path directory) throws Exception {
    return deploy(directory, ".*"); // logback's would end all logging with the context
  }

  /** Leaves out the initializers of this class path whose names match. */
  static Deployment deploy(Path directory, String initializersLeftOut) throws Exception {
    AtomicReference<Context> deployed = new AtomicReference<>();
    Container container =
        TomcatContainer.start(
            (tomcat, base) -> {
              tomcat.setAddDefaultWebXmlToWebapp(false);
              tomcat.getHost().setAppBase(base.toString());
              Context context = tomcat.addWebapp("", directory.toString());
              context.setParentClassLoader(TomcatWebXmlTest.class.getClassLoader());
              context.setContainerSciFilter(initializersLeftOut);
              ((StandardJarScanner) context.getJarScanner()).setScanClassPath(false);
              deployed.set(context);
              return context;
            });
    return new Deployment(container, requireNonNull(deployed.get()).getServletContext());
  }
}
