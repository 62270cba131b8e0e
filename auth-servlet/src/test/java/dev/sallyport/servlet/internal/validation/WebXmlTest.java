package dev.sallyport.servlet.internal.validation;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.servlet.internal.validation.WebXml.Mapping;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WebXmlTest {
  private static final String ONE =
      """
      <filter-mapping>
        <filter-name>one</filter-name>
        <url-pattern>/*</url-pattern>
      </filter-mapping>
      """;

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<web-app xmlns='https://jakarta.ee/xml/ns/jakartaee' version='6.0'>",
        "<web-app xmlns='http://xmlns.jcp.org/xml/ns/javaee' version='3.1'>",
        "<web-app xmlns='http://java.sun.com/xml/ns/j2ee' version='2.4'>",
        "<web-app>",
        "<!DOCTYPE web-app PUBLIC '-//Sun Microsystems, Inc.//DTD Web Application 2.3//EN'"
            + " 'http://192.0.2.1/web-app_2_3.dtd'><web-app>",
      })
  void readsEveryVersion(String start) throws Exception {
    assertThat(read(start + ONE + "</web-app>")).containsExactly(url("one", "/*"));
  }

  @Test
  void readsPrefixesToo() throws Exception {
    String document =
        """
        <j:web-app xmlns:j="https://jakarta.ee/xml/ns/jakartaee">
          <j:filter-mapping>
            <j:filter-name>one</j:filter-name>
            <j:url-pattern>/*</j:url-pattern>
          </j:filter-mapping>
        </j:web-app>
        """;

    assertThat(read(document)).containsExactly(url("one", "/*"));
  }

  @Test
  void readsAnyEncoding() throws Exception {
    String document = "<?xml version='1.0' encoding='UTF-16'?><web-app>" + ONE + "</web-app>";

    assertThat(WebXml.filterMappings(new ByteArrayInputStream(document.getBytes(UTF_16))))
        .containsExactly(url("one", "/*"));
  }

  @Test
  void mappingsToUrlsComeBeforeThoseToServlets() throws Exception {
    String document =
        """
        <web-app>
          <filter><filter-name>one</filter-name></filter>
          <filter-mapping>
            <filter-name>one</filter-name>
            <servlet-name>chat</servlet-name>
            <url-pattern> /a/* </url-pattern>
            <!-- a comment -->
            <url-pattern>/<!-- another -->b</url-pattern>
            <dispatcher>REQUEST</dispatcher>
            <dispatcher>ASYNC</dispatcher>
          </filter-mapping>
          <servlet-mapping>
            <servlet-name>chat</servlet-name>
            <url-pattern>/chat</url-pattern>
          </servlet-mapping>
          <filter-mapping>
            <filter-name>two</filter-name>
            <url-pattern>*.json</url-pattern>
            <dispatcher>FORWARD</dispatcher>
          </filter-mapping>
        </web-app>
        """;

    Set<String> both = Set.of("REQUEST", "ASYNC");
    assertThat(read(document))
        .containsExactly(
            new Mapping("one", false, "/a/*", both),
            new Mapping("one", false, "/b", both),
            new Mapping("two", false, "*.json", Set.of("FORWARD")),
            new Mapping("one", true, "chat", both));
  }

  @Test
  void readsNoExternalEntity() throws Exception {
    Path secret = Files.writeString(directory.resolve("secret"), "/*", UTF_8);

    assertThat(read(withEntity("<!ENTITY e SYSTEM '" + secret.toUri() + "'>"))).isEmpty();
  }

  @Test
  void expandsNoEntity() throws Exception {
    StringBuilder entities = new StringBuilder("<!ENTITY e0 'ha'>");
    for (int i = 1; i < 100; i++) {
      entities.append("<!ENTITY e%1$d '&e%2$d;&e%2$d;'>".formatted(i, i - 1));
    }

    assertThat(read(withEntity(entities + "<!ENTITY e '&e99;'>"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "web-app",
        "<web-app>",
        "<web-fragment><filter-mapping/></web-fragment>",
        "<web-app><filter-mapping><filter-name>one</filter-name></web-app>",
        "<web-app><filter-mapping><url-pattern><x/></url-pattern></filter-mapping></web-app>",
        "<web-app><filter-mapping><misspelt>one</misspelt></filter-mapping></web-app>",
      })
  void knowsNothingFromWhatIsNotOne(String document) throws Exception {
    assertThat(read(document)).isEmpty();
  }

  @Test
  void knowsNothingFromWhatIsTooLong() throws Exception {
    String document = "<web-app>" + ONE + " ".repeat(1 << 20) + "</web-app>";

    assertThat(read(document)).isEmpty();
  }

  private static String withEntity(String entities) {
    return "<!DOCTYPE web-app ["
        + entities
        + "]><web-app>"
        + ONE.replace("/*", "&e;")
        + "</web-app>";
  }

  private static Mapping url(String filter, String pattern) {
    return new Mapping(filter, false, pattern, Set.of("REQUEST"));
  }

  private static List<Mapping> read(String document) throws IOException {
    return WebXml.filterMappings(new ByteArrayInputStream(document.getBytes(UTF_8)));
  }
}
