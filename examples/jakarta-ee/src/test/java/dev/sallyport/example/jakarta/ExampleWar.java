package dev.sallyport.example.jakarta;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The WAR of this module, with other settings and with servlets that create keys. */
final class ExampleWar {
  private static final Path WEBAPP = Path.of("src/main/webapp");
  private static final Path CLASSES = Path.of("target/classes");
  private static final List<Class<?>> SERVLETS =
      List.of(KeyServlet.class, TransactionServlet.class, HeaderServlet.class, GreedyFilter.class);
  private static final List<String> LIBRARIES =
      List.of(
          "sallyport-core",
          "sallyport-jakarta-security",
          "sallyport-jdbc",
          "sallyport-servlet",
          "argon2-jvm",
          "bcprov",
          "bucket4j",
          "caffeine",
          "jackson-core",
          "jna",
          "jspecify",
          "slf4j-");

  private static final List<String> HIBERNATE =
      List.of(
          "angus-activation",
          "antlr4-runtime",
          "byte-buddy",
          "classmate",
          "hibernate-",
          "istack-",
          "jakarta.activation-api",
          "jakarta.inject-api",
          "jakarta.persistence-api",
          "jakarta.transaction-api",
          "jakarta.xml.bind-api",
          "jandex",
          "jaxb-",
          "jboss-logging",
          "txw2");

  private final TreeMap<String, String> settings = new TreeMap<>();
  private String webSocketFilter = "";
  private String firstFilter = "";
  private String ordering = "";
  private String modules = "";
  private boolean hasFilter = true;
  private final List<String> libraries = new ArrayList<>(LIBRARIES);
  private final List<String> missing = new ArrayList<>();

  /** Adds a setting, as a context-param. */
  ExampleWar with(String setting, String value) {
    settings.put(setting, value);
    return this;
  }

  /** Adds a filter of WebSockets after that of Sallyport, as Jetty needs it. */
  ExampleWar withWebSocketFilter(String className) {
    webSocketFilter = WEB_SOCKET_FILTER.formatted(className, className, className);
    return this;
  }

  /** Adds the connection pool of {@code db-url}. */
  ExampleWar withPool() {
    libraries.add("HikariCP");
    return this;
  }

  /** Adds the store over Jakarta Persistence. */
  ExampleWar withJpa() {
    libraries.add("sallyport-jpa");
    return this;
  }

  /** Adds Hibernate and what it needs. */
  ExampleWar withHibernate() {
    libraries.addAll(HIBERNATE);
    return this;
  }

  /** Adds Hibernate as a module of WildFly. */
  ExampleWar withModuleOfHibernate() {
    modules = "    <dependencies>\n      <module name=\"org.hibernate\"/>\n    </dependencies>\n";
    return this;
  }

  /** Leaves out the filter. */
  ExampleWar withoutFilter() {
    hasFilter = false;
    return this;
  }

  /** Excludes all libraries from what the server starts, and so the guard of the order. */
  ExampleWar withAbsoluteOrdering() {
    ordering = "  <absolute-ordering/>\n";
    return this;
  }

  /** Maps another filter between two mappings of Sallyport's, so that it serves {@code /api/*}. */
  ExampleWar withGreedyFilter() {
    firstFilter = GREEDY_FILTER;
    return this;
  }

  /** Leaves out the libraries whose names start so. */
  ExampleWar without(String library) {
    missing.add(library);
    return this;
  }

  void write(Path war) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(war))) {
      addAll(WEBAPP, "", zip);
      addAll(CLASSES, "WEB-INF/classes/", zip);
      addServlets(zip);
      for (Path library : onClassPath(libraries)) {
        String name = nameOf(library);
        boolean isInCore = name.startsWith("bcprov") && isPackaged();
        if (isInCore || missing.stream().anyMatch(name::startsWith)) {
          continue;
        }
        add(zip, "WEB-INF/lib/" + name, contentOf(library));
      }
    }
  }

  /** Returns whether the build has packaged the modules, and their jars are on the class path. */
  private static boolean isPackaged() {
    return onClassPath(List.of("sallyport-core")).stream().allMatch(Files::isRegularFile);
  }

  static void addServlets(ZipOutputStream zip) throws IOException {
    addClasses(zip, SERVLETS);
  }

  static void addClasses(ZipOutputStream zip, List<Class<?>> classes) throws IOException {
    for (Class<?> added : classes) {
      String file = added.getName().replace('.', '/') + ".class";
      Path compiled = Path.of("target/test-classes").resolve(file);
      add(zip, "WEB-INF/classes/" + file, Files.readAllBytes(compiled));
    }
  }

  private String webXml() throws IOException {
    StringBuilder params = new StringBuilder();
    settings.forEach((name, value) -> params.append(PARAM.formatted(name, value)));
    String webXml = Files.readString(WEBAPP.resolve("WEB-INF/web.xml"));
    if (!hasFilter) {
      webXml =
          Pattern.compile("  <filter>.*</filter-mapping>", Pattern.DOTALL)
              .matcher(webXml)
              .replaceFirst("");
    }
    return webXml
        .replaceFirst("(<web-app[^>]*>)", "$1\n" + ordering)
        .replace(
            "  <context-param>\n    <param-name>sallyport.data-source<",
            "  <context-param>\n    <param-name>unused<")
        .replaceFirst("  <filter-mapping>", firstFilter + "  <filter-mapping>")
        .replace("</web-app>", params + SERVLET + webSocketFilter + "</web-app>");
  }

  private void addAll(Path folder, String prefix, ZipOutputStream zip) throws IOException {
    for (Path file : filesIn(folder)) {
      String name = folder.relativize(file).toString().replace(File.separatorChar, '/');
      add(zip, prefix + name, contentOf(name, file));
    }
  }

  private byte[] contentOf(String name, Path file) throws IOException {
    return switch (name) {
      case "WEB-INF/web.xml" -> webXml().getBytes(UTF_8);
      case "WEB-INF/jboss-deployment-structure.xml" ->
          Files.readString(file)
              .replace("  </deployment>", modules + "  </deployment>")
              .getBytes(UTF_8);
      default -> Files.readAllBytes(file);
    };
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  /** Returns the libraries of the class path, which may have modules as folders of classes. */
  static List<Path> libraries() {
    return onClassPath(LIBRARIES);
  }

  private static List<Path> onClassPath(List<String> beginnings) {
    List<Path> libraries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path library = Path.of(entry).toAbsolutePath();
      String name = nameOf(library);
      if (beginnings.stream().anyMatch(name::startsWith)) {
        libraries.add(library);
      }
    }
    return libraries;
  }

  static String nameOf(Path library) {
    return library.endsWith("target/classes")
        ? library.getName(library.getNameCount() - 3).toString().replace("auth-", "sallyport-")
            + ".jar"
        : library.getFileName().toString();
  }

  static byte[] contentOf(Path library) throws IOException {
    if (!Files.isDirectory(library)) {
      return Files.readAllBytes(library);
    }
    ByteArrayOutputStream jar = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream((OutputStream) jar)) {
      for (Path file : filesIn(library)) {
        String name = library.relativize(file).toString().replace(File.separatorChar, '/');
        add(zip, name, Files.readAllBytes(file));
      }
    }
    return jar.toByteArray();
  }

  static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }

  private static final String PARAM =
      """
        <context-param>
          <param-name>sallyport.%s</param-name>
          <param-value>%s</param-value>
        </context-param>
      """;

  private static final String WEB_SOCKET_FILTER =
      """
        <filter>
          <filter-name>%s</filter-name>
          <filter-class>%s</filter-class>
          <async-supported>true</async-supported>
        </filter>
        <filter-mapping>
          <filter-name>%s</filter-name>
          <url-pattern>/*</url-pattern>
        </filter-mapping>
      """;

  private static final String GREEDY_FILTER =
      """
        <filter>
          <filter-name>greedy</filter-name>
          <filter-class>dev.sallyport.example.jakarta.GreedyFilter</filter-class>
          <async-supported>true</async-supported>
        </filter>
        <filter-mapping>
          <filter-name>sallyport</filter-name>
          <url-pattern>/reports/*</url-pattern>
        </filter-mapping>
        <filter-mapping>
          <filter-name>greedy</filter-name>
          <url-pattern>/*</url-pattern>
        </filter-mapping>
      """;

  static final String SERVLET =
      """
        <servlet>
          <servlet-name>keys</servlet-name>
          <servlet-class>dev.sallyport.example.jakarta.KeyServlet</servlet-class>
        </servlet>
        <servlet-mapping>
          <servlet-name>keys</servlet-name>
          <url-pattern>/keys</url-pattern>
        </servlet-mapping>
        <servlet>
          <servlet-name>transactions</servlet-name>
          <servlet-class>dev.sallyport.example.jakarta.TransactionServlet</servlet-class>
        </servlet>
        <servlet-mapping>
          <servlet-name>transactions</servlet-name>
          <url-pattern>/transactions</url-pattern>
        </servlet-mapping>
        <servlet>
          <servlet-name>header</servlet-name>
          <servlet-class>dev.sallyport.example.jakarta.HeaderServlet</servlet-class>
        </servlet>
        <servlet-mapping>
          <servlet-name>header</servlet-name>
          <url-pattern>/header</url-pattern>
        </servlet-mapping>
      """;
}
