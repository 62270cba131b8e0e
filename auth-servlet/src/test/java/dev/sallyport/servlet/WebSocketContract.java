package dev.sallyport.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.servlet.WebXmlContract.Deployer;
import dev.sallyport.servlet.WebXmlContract.Deployment;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.tomcat.websocket.WsWebSocketContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A WebSocket below a path of the filter opens with a key only. */
abstract class WebSocketContract {
  private final Deployer deployer;
  private final WsWebSocketContainer client = new WsWebSocketContainer();
  @TempDir private Path directory;
  private Deployment deployment;

  WebSocketContract(Deployer deployer) {
    this.deployer = deployer;
  }

  @BeforeEach
  final void start() throws Exception {
    deployment = deployer.deploy(directory);
  }

  @AfterEach
  final void stop() throws Exception {
    client.destroy();
    deployment.container().stop();
  }

  @Test
  final void withoutAKeyItStaysClosed() {
    assertThatThrownBy(() -> ask(Map.of()))
        .isInstanceOf(DeploymentException.class)
        .hasMessageContaining("[401]");
  }

  @Test
  final void withABadKeyItStaysClosed() {
    assertThatThrownBy(() -> ask(authorization(TestSallyport.unknownToken().reveal())))
        .isInstanceOf(DeploymentException.class)
        .hasMessageContaining("[401]");
  }

  @Test
  final void withAKeyItOpensAndKnowsThePrincipalButNotTheToken() throws Exception {
    Created created = deployment.create();
    String token = created.token().reveal();

    String seen = ask(authorization(token));

    assertThat(seen)
        .contains(created.key().id().toString())
        .containsIgnoringCase("Sec-WebSocket-Key")
        .doesNotContain(token)
        .doesNotContainIgnoringCase("Authorization");
  }

  private static Map<String, List<String>> authorization(String token) {
    return Map.of("Authorization", List.of("Token " + token));
  }

  /** Opens a WebSocket with these headers, and returns the answer to one message. */
  private String ask(Map<String, List<String>> headers) throws Exception {
    ClientEndpointConfig.Configurator configurator =
        new ClientEndpointConfig.Configurator() {
          @Override
          public void beforeRequest(Map<String, List<String>> sent) {
            sent.putAll(headers);
          }
        };
    ClientEndpointConfig config =
        ClientEndpointConfig.Builder.create().configurator(configurator).build();
    URI uri = URI.create("ws://127.0.0.1:" + deployment.container().port() + SocketEndpoint.PATH);
    Asking asking = new Asking();
    try (Session session = client.connectToServer(asking, config, uri)) {
      session.getBasicRemote().sendText("What do you see?");
      return asking.answer.get(30, SECONDS);
    }
  }

  private static final class Asking extends Endpoint {
    final CompletableFuture<String> answer = new CompletableFuture<>();

    @Override
    public void onOpen(Session session, EndpointConfig config) {
      session.addMessageHandler(String.class, answer::complete);
    }

    @Override
    public void onError(Session session, Throwable failure) {
      answer.completeExceptionally(failure);
    }
  }

  /**
   * Writes an application.
   *
   * @param declarations what comes behind the mapping of the filter
   */
  static Path writeWebXml(Path directory, String declarations) throws Exception {
    Path webXml = Files.createDirectories(directory.resolve("WEB-INF")).resolve("web.xml");
    Files.writeString(webXml, WEB_XML.formatted(declarations), UTF_8);
    return directory;
  }

  /** The declaration of the endpoint. */
  static final String ENDPOINT =
      """
      <listener>
        <listener-class>dev.sallyport.servlet.SocketListener</listener-class>
      </listener>
      """;

  private static final String WEB_XML =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
        <filter>
          <filter-name>sallyport</filter-name>
          <filter-class>dev.sallyport.servlet.SallyportFilter</filter-class>
          <async-supported>true</async-supported>
          <init-param>
            <param-name>store</param-name>
            <param-value>memory</param-value>
          </init-param>
          <init-param>
            <param-name>on-start-failure</param-name>
            <param-value>throw</param-value>
          </init-param>
        </filter>
        <filter-mapping>
          <filter-name>sallyport</filter-name>
          <url-pattern>/api/*</url-pattern>
        </filter-mapping>
        %s
        <servlet>
          <servlet-name>probe</servlet-name>
          <servlet-class>dev.sallyport.servlet.ProbeServlet</servlet-class>
        </servlet>
        <servlet-mapping>
          <servlet-name>probe</servlet-name>
          <url-pattern>/</url-pattern>
        </servlet-mapping>
      </web-app>
      """;
}
