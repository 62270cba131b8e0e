package dev.sallyport.servlet;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sallyport.servlet.WebXmlContract.Deployment;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.ee10.websocket.servlet.WebSocketUpgradeFilter;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jetty's filter for WebSockets would come before all others, had it not its place. */
final class JettyWebSocketTest {
  private static final String UPGRADE = WebSocketUpgradeFilter.class.getName();

  private static final String DECLARED =
      """
      <filter>
        <filter-name>%1$s</filter-name>
        <filter-class>org.eclipse.jetty.ee10.websocket.servlet.WebSocketUpgradeFilter</filter-class>
        <async-supported>true</async-supported>
      </filter>
      <filter-mapping>
        <filter-name>%1$s</filter-name>
        <url-pattern>/*</url-pattern>
      </filter-mapping>
      """;

  /** Of the class path of these tests: another container's, and those that end its logging. */
  private static final String OTHERS = "org\\.apache\\..*|ch\\.qos\\..*";

  private static final String JAKARTA = OTHERS + "|.*\\.websocket\\.server\\.config\\..*";
  private static final String JETTYS_OWN = OTHERS + "|.*\\.websocket\\.jakarta\\..*";

  private static final String HARMLESS_FIRST =
      """
      <filter>
        <filter-name>cors</filter-name>
        <filter-class>org.apache.catalina.filters.CorsFilter</filter-class>
      </filter>
      <filter-mapping>
        <filter-name>cors</filter-name>
        <url-pattern>/*</url-pattern>
      </filter-mapping>
      """;

  @TempDir private Path directory;

  @Nested
  final class InWebXml extends WebSocketContract {
    InWebXml() {
      super(
          directory ->
              JettyWebXmlTest.deploy(
                  writeWebXml(directory, DECLARED.formatted(UPGRADE) + ENDPOINT), JAKARTA));
    }
  }

  @Nested
  final class InCode extends WebSocketContract {
    InCode() {
      super(
          directory -> {
            ServletContextHandler context = inCode(Map.of("harmless-filters", UPGRADE));
            FilterHolder upgrade = new FilterHolder(new WebSocketUpgradeFilter());
            upgrade.setName(UPGRADE);
            context.addFilter(upgrade, "/*", EnumSet.of(DispatcherType.REQUEST));
            return deploy(context);
          });
    }
  }

  @Test
  void withoutAPlaceInWebXmlItStopsTheStart() throws Exception {
    WebSocketContract.writeWebXml(directory, WebSocketContract.ENDPOINT);

    assertStopped("sallyport", () -> JettyWebXmlTest.deploy(directory, JAKARTA));
  }

  @Test
  void aPlaceUnderAnotherNameIsNotItsOwn() throws Exception {
    WebSocketContract.writeWebXml(
        directory, DECLARED.formatted("upgrade") + WebSocketContract.ENDPOINT);

    assertStopped("sallyport", () -> JettyWebXmlTest.deploy(directory, JAKARTA));
  }

  @Test
  void aContainerThatMayAddItLaterStopsTheStartToo() throws Exception {
    WebSocketContract.writeWebXml(directory, "");

    assertStopped("sallyport", () -> JettyWebXmlTest.deploy(directory, JETTYS_OWN));
  }

  /** It comes before the filter that would deny all requests. */
  @Test
  void itStopsTheStartAlsoIfRequestsWereToBeDenied() throws Exception {
    WebSocketContract.writeWebXml(directory, "");
    Path webXml = directory.resolve("WEB-INF/web.xml");
    Files.writeString(
        webXml,
        Files.readString(webXml)
            .replace(">throw<", ">deny-requests<")
            .replaceFirst("<filter-mapping>", HARMLESS_FIRST + "<filter-mapping>"));

    assertThat(Files.readString(webXml)).contains("CorsFilter", ">deny-requests<");
    assertStopped("sallyport", () -> JettyWebXmlTest.deploy(directory, JETTYS_OWN));
  }

  @Test
  void inCodeItStopsTheStart() {
    assertStopped("api-keys", () -> deploy(inCode(Map.of())));
  }

  private static ServletContextHandler inCode(Map<String, String> settings) {
    ServletContextHandler context = new ServletContextHandler("/");
    FilterHolder filter = new FilterHolder(new SallyportFilter());
    filter.setName("api-keys");
    filter.setInitParameter("store", "memory");
    filter.setInitParameter("on-start-failure", "throw");
    settings.forEach(filter::setInitParameter);
    context.addFilter(filter, "/api/*", EnumSet.of(DispatcherType.REQUEST));
    JakartaWebSocketServletContainerInitializer.configure(
        context, (servletContext, container) -> container.addEndpoint(SocketEndpoint.class));
    return context;
  }

  private static Deployment deploy(ServletContextHandler context) throws Exception {
    Container container = JettyContainer.start(context);
    return new Deployment(container, requireNonNull(context.getServletContext()));
  }

  private static void assertStopped(String filter, ThrowingCallable start) {
    assertThat(Stream.iterate(catchThrowable(start), it -> it != null, Throwable::getCause))
        .anySatisfy(
            it ->
                assertThat(it)
                    .isInstanceOf(ServletException.class)
                    .hasMessage(
                        "WebSocket endpoints could be open without a key, because Jetty's filter"
                            + " %1$s may come before the filter %2$s: declare it in WEB-INF/web.xml"
                            + " under that name, with its filter-mapping after that of %2$s. If no"
                            + " web.xml has the order, register both in that order and name it in"
                            + " harmless-filters.",
                        UPGRADE, filter));
  }
}
