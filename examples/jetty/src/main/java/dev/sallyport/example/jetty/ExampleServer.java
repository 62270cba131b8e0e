package dev.sallyport.example.jetty;

import static java.util.Objects.requireNonNull;

import dev.sallyport.Sallyport;
import dev.sallyport.config.SettingException;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.resource.ResourceFactory;

/**
 * Jetty with the application of {@code webapp/WEB-INF/web.xml}, on the loopback interface; and on a
 * second port, which makes it another origin, a page that calls it.
 */
public final class ExampleServer implements AutoCloseable {
  private static final long STOP_TIMEOUT_MS = 1000;

  /** How long a connection that nobody uses is waited for at the stop. */
  private static final long SHUTDOWN_IDLE_MS = 50;

  private static final int MAX_PORT = 65_535;
  private static final String PAGE = "page";

  private final Server server = new Server();
  private final ServerConnector api = connector();
  private final ServerConnector page = connector();
  private final WebAppContext context = new WebAppContext();

  /**
   * Configures the server; {@link #start} starts it.
   *
   * @param port 0 for any free one; the page has the next, or any if that is taken
   * @param contextParams settings for the filter, by their names with {@code sallyport.} before
   */
  public ExampleServer(int port, Map<String, String> contextParams) {
    api.setPort(port);
    page.setPort(port == 0 || port == MAX_PORT ? 0 : port + 1);
    page.setName(PAGE);
    server.setConnectors(new Connector[] {api, page});
    context.setContextPath("/");
    context.setBaseResource(ResourceFactory.of(server).newClassLoaderResource("webapp/"));
    context.setThrowUnavailableOnStartupException(true);
    contextParams.forEach(context::setInitParameter);
    server.setStopTimeout(STOP_TIMEOUT_MS);
  }

  /** Starts it; answers once requests are served. */
  public void start() throws Exception {
    open();
    ContextHandler site = new ContextHandler(new ChatPage(pageUri(), uri()), "/");
    site.setVirtualHosts(List.of("@" + PAGE));
    server.setHandler(new Handler.Sequence(site, new ChatCrossOrigin(pageUri(), context)));
    server.start();
  }

  /** Binds the ports, because each side must know the other's before it starts. */
  private void open() throws IOException {
    try {
      api.open();
    } catch (IOException e) {
      if (e.getCause() instanceof BindException) {
        throw portInUse();
      }
      throw e;
    }
    try {
      page.open();
    } catch (IOException taken) {
      page.setPort(0);
      page.open();
    }
  }

  private SettingException portInUse() {
    return new SettingException(
        "The setting port is %d, which is in use already: give another with -Dsallyport.port=...,"
                .formatted(api.getPort())
            + " or 0 for any that is free.");
  }

  /** Stops it in good order when the JVM is asked to end, as by Ctrl-C. */
  public void stopAtShutdown() {
    server.setStopAtShutdown(true);
  }

  /** Where the application listens, without a slash at the end. */
  public URI uri() {
    return uriOf(api);
  }

  /** Where the page is that chats with it, without a slash at the end. */
  public URI pageUri() {
    return uriOf(page);
  }

  /** The gate that the filter opened. */
  public Sallyport sallyport() {
    Object sallyport = context.getServletContext().getAttribute(Sallyport.class.getName());
    return (Sallyport) requireNonNull(sallyport, "the filter has not opened the gate");
  }

  /** Waits until the server is stopped. */
  public void join() throws InterruptedException {
    server.join();
  }

  @Override
  public void close() {
    LifeCycle.stop(server);
    api.close();
    page.close();
  }

  private ServerConnector connector() {
    HttpConfiguration http = new HttpConfiguration();
    // Or a token in the wrong case is taken for one seen before on the same connection.
    http.setHeaderCacheCaseSensitive(true);
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost("127.0.0.1");
    connector.setShutdownIdleTimeout(SHUTDOWN_IDLE_MS);
    return connector;
  }

  private static URI uriOf(ServerConnector connector) {
    return URI.create("http://127.0.0.1:" + connector.getLocalPort());
  }
}
