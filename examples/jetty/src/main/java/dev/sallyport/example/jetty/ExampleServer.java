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
 * Jetty server with the application of {@code webapp/WEB-INF/web.xml}, on the loopback interface. A
 * second port, and thus another origin, serves the chat page that calls the application.
 */
public final class ExampleServer implements AutoCloseable {
  private static final long STOP_TIMEOUT_MS = 1000;

  /** Time to wait for idle connections when the server stops, in milliseconds. */
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
   * @param port port of the application; 0 for any free port. The chat page gets the next port, or
   *     any free port if that is in use.
   * @param contextParams settings of the filter, with the prefix {@code sallyport.}
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

  /** Starts the server; returns when it serves requests. */
  public void start() throws Exception {
    open();
    context.setInitParameter(IndexServlet.CHAT, pageUri().toString());
    ContextHandler site = new ContextHandler(new ChatPage(pageUri(), uri()), "/");
    site.setVirtualHosts(List.of("@" + PAGE));
    server.setHandler(new Handler.Sequence(site, new ChatCrossOrigin(pageUri(), context)));
    server.start();
  }

  /** Binds both ports before the start, because each side needs the other's port. */
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
        "Port %d (setting port) is already in use: set another one with -Dsallyport.port=..., or 0"
                .formatted(api.getPort())
            + " for any free port.");
  }

  /** Stops the server gracefully when the JVM shuts down, for example by Ctrl-C. */
  public void stopAtShutdown() {
    server.setStopAtShutdown(true);
  }

  /** Returns the URI of the application, without a trailing slash. */
  public URI uri() {
    return uriOf(api);
  }

  /** Returns the URI of the chat page, without a trailing slash. */
  public URI pageUri() {
    return uriOf(page);
  }

  /** Returns the Sallyport instance of the filter. */
  public Sallyport sallyport() {
    Object sallyport = context.getServletContext().getAttribute(Sallyport.class.getName());
    return (Sallyport) requireNonNull(sallyport, "the filter has not started");
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
    // Otherwise Jetty replaces a token by an earlier one that differs only in case.
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
