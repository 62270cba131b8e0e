package dev.sallyport.servlet;

import jakarta.servlet.ServletContext;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.ErrorPage;

public final class TomcatContainer implements Container {
  private static final Logger LOG = Logger.getLogger("org.apache");

  private final Tomcat tomcat;
  private final Path directory;

  private TomcatContainer(Tomcat tomcat, Path directory) {
    this.tomcat = tomcat;
    this.directory = directory;
  }

  public static Container start(Consumer<ServletContext> application) throws Exception {
    return start((tomcat, directory) -> contextOf(application, tomcat, directory));
  }

  static TomcatContainer start(BiFunction<Tomcat, Path, Context> deployment) throws Exception {
    Path directory = Files.createTempDirectory("sallyport-tomcat");
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(directory.toString());
    tomcat.setPort(0);
    Connector connector = tomcat.getConnector();
    connector.setProperty("address", "127.0.0.1");
    connector.setProperty("maxHttpRequestHeaderSize", String.valueOf(MAX_HEADER_BYTES));
    TomcatContainer container = new TomcatContainer(tomcat, directory);
    LoudFailures failures = new LoudFailures();
    LOG.setUseParentHandlers(false);
    LOG.addHandler(failures);
    try {
      Context context = deployment.apply(tomcat, directory);
      tomcat.start();
      if (!context.getState().isAvailable()) {
        throw new IllegalStateException("not started", failures.first.get());
      }
      return container;
    } catch (Exception e) {
      container.stop();
      throw e;
    } finally {
      LOG.removeHandler(failures);
    }
  }

  private static Context contextOf(
      Consumer<ServletContext> application, Tomcat tomcat, Path directory) {
    Context context = tomcat.addContext("", directory.toString());
    context.addServletContainerInitializer(
        (classes, servletContext) -> application.accept(servletContext), Set.of());
    ErrorPage page = new ErrorPage();
    page.setLocation("/error");
    context.addErrorPage(page);
    return context;
  }

  @Override
  public int port() {
    return tomcat.getConnector().getLocalPort();
  }

  @Override
  public void stop() throws Exception {
    tomcat.stop();
    tomcat.destroy();
    try (var files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }

  /** Tomcat starts without an application that cannot start, and only its log tells why. */
  private static final class LoudFailures extends Handler {
    final AtomicReference<Throwable> first = new AtomicReference<>();

    @Override
    public void publish(LogRecord logged) {
      if (logged.getLevel().intValue() >= Level.SEVERE.intValue() && logged.getThrown() != null) {
        first.compareAndSet(null, logged.getThrown());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
