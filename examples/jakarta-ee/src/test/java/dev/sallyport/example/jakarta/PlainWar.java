package dev.sallyport.example.jakarta;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipOutputStream;

/** A WAR without Sallyport: a servlet and a mechanism of Jakarta Security. */
final class PlainWar {
  private static final Path BEANS_XML = Path.of("src/main/webapp/WEB-INF/beans.xml");

  private PlainWar() {}

  /** Writes one whose servlet responds with a realm. */
  static void write(Path war, String realm) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(war))) {
      ExampleWar.add(zip, "WEB-INF/web.xml", WEB_XML.formatted(realm).getBytes(UTF_8));
      ExampleWar.add(zip, "WEB-INF/beans.xml", Files.readAllBytes(BEANS_XML));
      ExampleWar.addClasses(zip, List.of(PlainServlet.class, PlainMechanism.class));
    }
  }

  private static final String WEB_XML =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
        <servlet>
          <servlet-name>plain</servlet-name>
          <servlet-class>dev.sallyport.example.jakarta.PlainServlet</servlet-class>
          <init-param>
            <param-name>realm</param-name>
            <param-value>%s</param-value>
          </init-param>
        </servlet>
        <servlet-mapping>
          <servlet-name>plain</servlet-name>
          <url-pattern>/api/hello</url-pattern>
        </servlet-mapping>
      </web-app>
      """;
}
