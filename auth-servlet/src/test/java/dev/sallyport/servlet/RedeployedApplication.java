package dev.sallyport.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Filter;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.core.JreMemoryLeakPreventionListener;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.core.ThreadLocalLeakPreventionListener;
import org.apache.catalina.startup.ContextConfig;
import org.apache.catalina.startup.Tomcat;
import org.jspecify.annotations.Nullable;

/**
 * An application that has Sallyport in its own {@code WEB-INF/lib}, deployed in one Tomcat again
 * and again. The jars are those of the test's class path, without the server's and its logging.
 */
public final class RedeployedApplication implements AutoCloseable {
  private static final Pattern JARS_OF_SERVER =
      Pattern.compile("(tomcat|jakarta\\.servlet|slf4j|logback).*");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path application;
  private final Tomcat tomcat = new Tomcat();
  private final ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
  private final List<Reference<ClassLoader>> loaders = new ArrayList<>();

  /**
   * Starts the server.
   *
   * @param settings the init-params of the filter
   * @param without which jars of the class path the application does not have
   */
  public RedeployedApplication(Path directory, Map<String, String> settings, Pattern without)
      throws Exception {
    this.application = Files.createDirectories(directory.resolve("application"));
    Path lib = Files.createDirectories(application.resolve("WEB-INF/lib"));
    Iterator<Object> classPath =
        new StringTokenizer(System.getProperty("java.class.path"), File.pathSeparator).asIterator();
    while (classPath.hasNext()) {
      Path path = Path.of((String) classPath.next());
      String name = path.getFileName().toString();
      if (Files.isDirectory(path)) {
        pack(path, lib.resolve(path.toString().replaceAll("\\W", "-") + ".jar"));
      } else if (Files.exists(path)
          && !JARS_OF_SERVER.matcher(name).matches()
          && !without.matcher(name).matches()) {
        Files.copy(path, lib.resolve(name));
      }
    }
    Files.writeString(application.resolve("WEB-INF/web.xml"), webXml(settings), UTF_8);
    tomcat.setBaseDir(directory.resolve("tomcat").toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.getHost();
    tomcat.getServer().addLifecycleListener(new JreMemoryLeakPreventionListener());
    tomcat.getServer().addLifecycleListener(new ThreadLocalLeakPreventionListener());
    tomcat.start();
  }

  /** Deploys the application, uses a key there, and undeploys it. */
  public void redeploy() throws Exception {
    Context context = deploy();
    String token = get("/new-key", "none").body();
    assertThat(get("/", "unknown").statusCode()).isEqualTo(401);
    assertThat(get("/", token).statusCode()).isEqualTo(200);
    assertThat(get("/", token).statusCode()).isEqualTo(200);
    assertThat(saidWhile(() -> tomcat.getHost().removeChild(context)))
        .noneMatch(it -> it.contains("JDBC driver"));
  }

  /** What Tomcat says of what an application has left behind. */
  private static List<String> saidWhile(Runnable undeploying) {
    Logger logger = Logger.getLogger("org.apache.catalina.loader.WebappClassLoaderBase");
    List<String> said = new CopyOnWriteArrayList<>();
    Filter before = logger.getFilter();
    logger.setFilter(it -> said.add(it.getMessage()));
    try {
      undeploying.run();
    } finally {
      logger.setFilter(before);
    }
    return said;
  }

  private Context deploy() {
    StandardContext context = new StandardContext();
    context.setPath("");
    context.setName("");
    context.setDocBase(application.toString());
    context.setParentClassLoader(new ServerClasses());
    ContextConfig config = new ContextConfig();
    config.setDefaultWebXml(org.apache.catalina.startup.Constants.NoDefaultWebXml);
    context.addLifecycleListener(config);
    tomcat.getHost().addChild(context);
    assertThat(context.getState().isAvailable()).isTrue();
    loaders.add(new WeakReference<>(context.getLoader().getClassLoader(), collected));
    return context;
  }

  private HttpResponse<String> get(String path, String token) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri).header("Authorization", "Token " + token).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  /** Collects garbage until no deployment's class loader is left. */
  public void requireCollected() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    int gone = 0;
    while (gone < loaders.size() && System.nanoTime() < deadline) {
      System.gc();
      for (Reference<?> next = collected.remove(500); next != null; next = collected.poll()) {
        gone++;
      }
    }
    assertThat(gone).as("class loaders collected").isEqualTo(loaders.size());
  }

  /** Waits until threads of these names have ended. */
  public void requireNoThreads(Pattern names) throws InterruptedException {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (names.matcher(thread.getName()).matches()) {
        thread.join(PATIENCE.toMillis());
        assertThat(thread.isAlive()).as(thread.getName()).isFalse();
      }
    }
  }

  private static void pack(Path classes, Path jar) throws IOException {
    try (FileSystem zip = FileSystems.newFileSystem(jar, Map.of("create", "true"));
        var files = Files.walk(classes)) {
      for (Path file : files.filter(it -> !it.equals(classes)).toList()) {
        Files.copy(file, zip.getPath(classes.relativize(file).toString()));
      }
    }
  }

  private static String webXml(Map<String, String> settings) {
    String initParams =
        settings.entrySet().stream()
            .map(
                it ->
                    "<init-param><param-name>%s</param-name><param-value>%s</param-value></init-param>"
                        .formatted(it.getKey(), it.getValue()))
            .collect(joining());
    return WEB_XML.formatted(initParams, KeyServlet.class.getName());
  }

  @Override
  public void close() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
  }

  /** What an application sees of a server that does not have Sallyport. */
  private static final class ServerClasses extends ClassLoader {
    private static final Pattern OF_SERVER =
        Pattern.compile(
            "(jakarta\\.servlet|org\\.apache\\.(catalina|tomcat|naming|juli)|org\\.slf4j"
                + "|ch\\.qos\\.logback)\\..*");

    ServerClasses() {
      super(ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (OF_SERVER.matcher(name).matches()) {
        return Tomcat.class.getClassLoader().loadClass(name);
      }
      throw new ClassNotFoundException(name);
    }

    @Override
    protected @Nullable URL findResource(String name) {
      return OF_SERVER.matcher(name.replace('/', '.')).matches()
          ? Tomcat.class.getClassLoader().getResource(name)
          : null;
    }
  }

  private static final String WEB_XML =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0" metadata-complete="true">
        <absolute-ordering/>
        <filter>
          <filter-name>sallyport</filter-name>
          <filter-class>dev.sallyport.servlet.SallyportFilter</filter-class>
          <init-param>
            <param-name>exempt-paths</param-name>
            <param-value>/new-key</param-value>
          </init-param>
          %s
        </filter>
        <filter-mapping>
          <filter-name>sallyport</filter-name>
          <url-pattern>/*</url-pattern>
        </filter-mapping>
        <servlet>
          <servlet-name>keys</servlet-name>
          <servlet-class>%s</servlet-class>
        </servlet>
        <servlet-mapping>
          <servlet-name>keys</servlet-name>
          <url-pattern>/</url-pattern>
        </servlet-mapping>
      </web-app>
      """;
}
