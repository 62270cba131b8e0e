package dev.sallyport.benchmarks.load.http;

import dev.sallyport.benchmarks.load.process.TempFiles;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/** Servlet container in this JVM, on the loopback interface, with one servlet behind a filter. */
public enum Host {
  JETTY {
    @Override
    public int start(@Nullable Filter filter) throws Exception {
      HttpConfiguration http = new HttpConfiguration();
      http.setHeaderCacheCaseSensitive(true); // as Sallyport's documentation recommends
      Server server = new Server();
      ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
      connector.setHost("127.0.0.1");
      connector.setAcceptQueueSize(1000);
      server.addConnector(connector);
      ServletContextHandler context = new ServletContextHandler("/");
      context.addServletContainerInitializer((classes, it) -> register(it, filter));
      server.setHandler(context);
      server.start();
      return connector.getLocalPort();
    }
  },
  TOMCAT {
    @Override
    public int start(@Nullable Filter filter) throws IOException, LifecycleException {
      Path base = Files.createTempDirectory("sallyport-load-tomcat");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> TempFiles.delete(base)));
      Tomcat tomcat = new Tomcat();
      tomcat.setBaseDir(base.toString());
      tomcat.setHostname("127.0.0.1");
      tomcat.setPort(0);
      tomcat.getConnector().setProperty("address", "127.0.0.1");
      tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
      tomcat
          .addContext("", base.toString())
          .addServletContainerInitializer((classes, it) -> register(it, filter), Set.of());
      tomcat.start();
      return tomcat.getConnector().getLocalPort();
    }
  };

  public static Host of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /**
   * Starts the container, which stops with the JVM.
   *
   * @param filter the filter in front of everything; null for none
   * @return the port
   */
  public abstract int start(@Nullable Filter filter) throws Exception;

  private static void register(ServletContext context, @Nullable Filter filter) {
    if (filter != null) {
      FilterRegistration.Dynamic sallyport = context.addFilter("sallyport", filter);
      sallyport.setAsyncSupported(true);
      sallyport.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
    }
    ServletRegistration.Dynamic greeting = context.addServlet("greeting", new GreetingServlet());
    greeting.setAsyncSupported(true);
    greeting.addMapping("/*");
  }
}
