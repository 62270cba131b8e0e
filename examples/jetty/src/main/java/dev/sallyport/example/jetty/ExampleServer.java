package dev.sallyport.example.jetty;

import static java.util.Objects.requireNonNull;

import dev.sallyport.auth.Sallyport;
import java.net.URI;
import java.util.Map;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.resource.ResourceFactory;

/** Jetty with the application of {@code webapp/WEB-INF/web.xml}, on the loopback interface. */
public final class ExampleServer implements AutoCloseable {
  private static final long STOP_TIMEOUT_MS = 1000;

  /** How long a connection that nobody uses is waited for at the stop. */
  private static final long SHUTDOWN_IDLE_MS = 50;

  private final Server server = new Server();
  private final WebAppContext context = new WebAppContext();

  /**
   * Configures the server; {@link #start} starts it.
   *
   * @param port 0 for any free one
   * @param contextParams settings for the filter, by their names with {@code sallyport.} before
   */
  public ExampleServer(int port, Map<String, String> contextParams) {
    HttpConfiguration http = new HttpConfiguration();
    // Or a token in the wrong case is taken for one seen before on the same connection.
    http.setHeaderCacheCaseSensitive(true);
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    connector.setShutdownIdleTimeout(SHUTDOWN_IDLE_MS);
    server.addConnector(connector);
    context.setContextPath("/");
    context.setBaseResource(ResourceFactory.of(server).newClassLoaderResource("webapp/"));
    context.setThrowUnavailableOnStartupException(true);
    contextParams.forEach(context::setInitParameter);
    server.setHandler(context);
    server.setStopTimeout(STOP_TIMEOUT_MS);
  }

  /** Starts it; answers once requests are served. */
  public void start() throws Exception {
    server.start();
  }

  /** Stops it in good order when the JVM is asked to end, as by Ctrl-C. */
  public void stopAtShutdown() {
    server.setStopAtShutdown(true);
  }

  /** Where it listens, without a slash at the end. */
  public URI uri() {
    int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    return URI.create("http://127.0.0.1:" + port);
  }

  /** The gate that the filter opened. */
  public Sallyport sallyport() {
    Object gate = context.getServletContext().getAttribute(Sallyport.class.getName());
    return (Sallyport) requireNonNull(gate, "the filter has not opened the gate");
  }

  /** Waits until the server is stopped. */
  public void join() throws InterruptedException {
    server.join();
  }

  @Override
  public void close() {
    LifeCycle.stop(server);
  }
}
