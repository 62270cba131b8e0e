package dev.sallyport.example.jakarta;

import dev.sallyport.servlet.SallyportFilter;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.server.handlers.PathHandler;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import jakarta.servlet.DispatcherType;
import java.util.Map;

/** Undertow with what {@code web.xml} has, which Undertow itself does not read. */
final class UndertowMain {
  /** Undertow adds it after the filters of the deployment. */
  private static final String WEB_SOCKETS = "io.undertow.websockets.jsr.JsrWebSocketFilter";

  private UndertowMain() {}

  /**
   * Starts the server.
   *
   * @param arguments the port, the URL of the database, its user and its password
   */
  public static void main(String[] arguments) throws Exception {
    Map<String, String> memory = Map.of("store", "memory");
    Map<String, String> jdbc =
        Map.of(
            "store", "jdbc",
            "db-url", arguments[1],
            "db-user", arguments[2],
            "db-password", arguments[3],
            "db-pool-size", "1");
    PathHandler paths = Handlers.path();
    deploy(paths, "/example", memory);
    deploy(paths, "/filter", memory);
    deploy(paths, "/jdbc", jdbc);
    deploy(paths, "/wrong", Map.of("store", "memory", "max-staleness", "banana"));
    Undertow.builder()
        .addHttpListener(Integer.parseInt(arguments[0]), "127.0.0.1")
        .setHandler(paths)
        .build()
        .start();
    System.out.println("Undertow started");
  }

  private static void deploy(PathHandler paths, String path, Map<String, String> settings)
      throws Exception {
    DeploymentInfo application =
        Servlets.deployment()
            .setClassLoader(UndertowMain.class.getClassLoader())
            .setContextPath(path)
            .setDeploymentName(path)
            .setEagerFilterInit(true)
            .addFilter(Servlets.filter("sallyport", SallyportFilter.class).setAsyncSupported(true))
            .addFilterUrlMapping("sallyport", "/api/*", DispatcherType.REQUEST)
            .addInitParameter("sallyport.harmless-filters", WEB_SOCKETS)
            .addServlet(
                Servlets.servlet("hello", HelloServlet.class).addMappings("/api/hello", "/hello"))
            .addServlet(Servlets.servlet("keys", KeyServlet.class).addMapping("/keys"))
            .addServletContextAttribute(
                WebSocketDeploymentInfo.ATTRIBUTE_NAME,
                new WebSocketDeploymentInfo().addEndpoint(EchoEndpoint.class));
    settings.forEach((name, value) -> application.addInitParameter("sallyport." + name, value));
    DeploymentManager deployment = Servlets.newContainer().addDeployment(application);
    deployment.deploy();
    paths.addPrefixPath(path, deployment.start());
  }
}
