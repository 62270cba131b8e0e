package dev.sallyport.example.jakarta;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.server.handlers.PathHandler;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Undertow with the classes of the archives, each in a class loader of its own, and with what
 * {@code web.xml} has, of which only the settings are read. It replaces an application when its
 * archive is replaced.
 */
final class UndertowMain {
  /** Undertow adds it after the filters of the deployment. */
  private static final String WEB_SOCKETS = "io.undertow.websockets.jsr.JsrWebSocketFilter";

  private static final String EXAMPLE = "dev.sallyport.example.jakarta.";

  private final PathHandler paths = Handlers.path();
  private final Map<Path, DeploymentManager> deployed = new HashMap<>();
  private final Path wars;
  private final Map<String, String> database;

  private UndertowMain(Path wars, Map<String, String> database) {
    this.wars = wars;
    this.database = database;
  }

  /**
   * Starts the server.
   *
   * @param arguments the port, the folder of the applications, the URL of the database, its user
   *     and its password
   */
  public static void main(String[] arguments) throws Exception {
    Map<String, String> database =
        Map.of(
            "sallyport.db-url", arguments[2],
            "sallyport.db-user", arguments[3],
            "sallyport.db-password", arguments[4],
            "sallyport.db-pool-size", "1");
    new UndertowMain(Path.of(arguments[1]), database).start(Integer.parseInt(arguments[0]));
  }

  private void start(int port) throws Exception {
    for (String name : List.of("example", "filter", "jdbc", "wrong")) {
      deploy(Path.of(name + ".war"));
    }
    Undertow.builder().addHttpListener(port, "127.0.0.1").setHandler(paths).build().start();
    try (WatchService changes = wars.getFileSystem().newWatchService()) {
      wars.register(changes, StandardWatchEventKinds.ENTRY_CREATE);
      System.out.println("Undertow started");
      while (true) {
        WatchKey key = changes.take();
        for (WatchEvent<?> event : key.pollEvents()) {
          if (event.context() instanceof Path war) {
            replace(war);
          }
        }
        key.reset();
      }
    }
  }

  private void deploy(Path war) throws Exception {
    String path = "/" + war.toString().replace(".war", "");
    Path folder = unpacked(wars.resolve(war));
    ClassLoader loader = loader(folder);
    DeploymentInfo application =
        Servlets.deployment()
            .setClassLoader(loader)
            .setContextPath(path)
            .setDeploymentName(path)
            .setEagerFilterInit(true)
            .addFilter(
                Servlets.filter(
                        "sallyport",
                        loader
                            .loadClass("dev.sallyport.servlet.SallyportFilter")
                            .asSubclass(Filter.class))
                    .setAsyncSupported(true))
            .addFilterUrlMapping("sallyport", "/api/*", DispatcherType.REQUEST)
            .addServlet(
                Servlets.servlet("hello", servlet(loader, "HelloServlet"))
                    .addMappings("/api/hello", "/hello"))
            .addServlet(Servlets.servlet("keys", servlet(loader, "KeyServlet")).addMapping("/keys"))
            .addServletContextAttribute(
                WebSocketDeploymentInfo.ATTRIBUTE_NAME,
                new WebSocketDeploymentInfo()
                    .addEndpoint(loader.loadClass(EXAMPLE + "EchoEndpoint")));
    addSettings(application, folder.resolve("WEB-INF/web.xml"));
    if (path.equals("/jdbc")) {
      application.getInitParameters().remove("sallyport.data-source");
      application.getInitParameters().putAll(database);
    }
    application.addInitParameter("sallyport.harmless-filters", WEB_SOCKETS);
    DeploymentManager deployment = Servlets.newContainer().addDeployment(application);
    deployment.deploy();
    paths.addPrefixPath(path, deployment.start());
    deployed.put(war, deployment);
  }

  private static Class<? extends Servlet> servlet(ClassLoader loader, String name)
      throws ClassNotFoundException {
    return loader.loadClass(EXAMPLE + name).asSubclass(Servlet.class);
  }

  private void replace(Path war) throws Exception {
    DeploymentManager former = deployed.remove(war);
    if (former != null) {
      undeploy(former);
      deploy(war);
    }
  }

  private void undeploy(DeploymentManager deployment) throws Exception {
    DeploymentInfo application = deployment.getDeployment().getDeploymentInfo();
    paths.removePrefixPath(application.getContextPath());
    deployment.stop();
    deployment.undeploy();
    ((URLClassLoader) application.getClassLoader()).close();
  }

  private static void addSettings(DeploymentInfo application, Path webXml) throws Exception {
    NodeList params =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(webXml.toFile())
            .getElementsByTagName("context-param");
    for (int i = 0; i < params.getLength(); i++) {
      Element param = (Element) params.item(i);
      application.addInitParameter(text(param, "param-name"), text(param, "param-value"));
    }
  }

  private static String text(Element element, String child) {
    return element.getElementsByTagName(child).item(0).getTextContent();
  }

  private static ClassLoader loader(Path folder) throws IOException {
    List<URL> classPath = new ArrayList<>();
    classPath.add(folder.resolve("WEB-INF/classes").toUri().toURL());
    try (var libraries = Files.newDirectoryStream(folder.resolve("WEB-INF/lib"))) {
      for (Path library : libraries) {
        classPath.add(library.toUri().toURL());
      }
    }
    return new URLClassLoader(classPath.toArray(URL[]::new), UndertowMain.class.getClassLoader());
  }

  private static Path unpacked(Path war) throws IOException {
    Path folder = Files.createTempDirectory(war.getFileName().toString());
    try (ZipFile zip = new ZipFile(war.toFile())) {
      for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().<ZipEntry>map(it -> it)::iterator) {
        Path file = folder.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        try (InputStream content = zip.getInputStream(entry)) {
          Files.copy(content, file);
        }
      }
    }
    return folder;
  }
}
