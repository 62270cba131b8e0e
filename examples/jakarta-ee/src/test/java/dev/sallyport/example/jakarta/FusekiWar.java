package dev.sallyport.example.jakarta;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * The WAR of Apache Jena Fuseki with the filter in its {@code web.xml}. Fuseki serves its datasets
 * in a filter.
 */
enum FusekiWar {
  FILTER_FIRST("  <!-- CORS -->"),
  FILTER_LAST("  <!-- Server controls-->");

  /** Libraries that Fuseki has too. */
  private static final List<String> PRESENT = List.of("caffeine", "slf4j-");

  /** Libraries that Fuseki's WAR refers to, but lacks. */
  private static final List<String> LACKING =
      List.of("jetty-http.jar", "jetty-io.jar", "jetty-util.jar");

  private final String successor;

  FusekiWar(String successor) {
    this.successor = successor;
  }

  void write(Path war) throws IOException {
    try (ZipFile fuseki = new ZipFile(ServerProcess.file("fuseki/jena-fuseki-war.war").toFile());
        ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(war))) {
      for (Enumeration<? extends ZipEntry> all = fuseki.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        byte[] content = fuseki.getInputStream(entry).readAllBytes();
        boolean isWebXml = entry.getName().equals("WEB-INF/web.xml");
        ExampleWar.add(zip, entry.getName(), isWebXml ? webXml(content) : content);
      }
      ExampleWar.addServlets(zip);
      for (String library : LACKING) {
        Path file = ServerProcess.file("fuseki/" + library);
        ExampleWar.add(zip, "WEB-INF/lib/" + library, Files.readAllBytes(file));
      }
      for (Path library : ExampleWar.libraries()) {
        String name = ExampleWar.nameOf(library);
        if (PRESENT.stream().noneMatch(name::startsWith)) {
          ExampleWar.add(zip, "WEB-INF/lib/" + name, ExampleWar.contentOf(library));
        }
      }
    }
  }

  private byte[] webXml(byte[] content) {
    return new String(content, UTF_8)
        .replace(successor, FILTER + successor)
        .replace("  <welcome-file-list>", ExampleWar.SERVLET + "  <welcome-file-list>")
        .getBytes(UTF_8);
  }

  private static final String FILTER =
      """
        <filter>
          <filter-name>sallyport</filter-name>
          <filter-class>dev.sallyport.servlet.SallyportFilter</filter-class>
          <async-supported>true</async-supported>
          <init-param>
            <param-name>store</param-name>
            <param-value>memory</param-value>
          </init-param>
          <init-param>
            <param-name>exempt-paths</param-name>
            <param-value>/keys</param-value>
          </init-param>
        </filter>
        <filter-mapping>
          <filter-name>sallyport</filter-name>
          <url-pattern>/*</url-pattern>
        </filter-mapping>
      """;
}
