package dev.sallyport.servlet;

import static dev.sallyport.servlet.StartedApplication.assertNotStarted;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Payara serves an application without a filter that throws from init, so that ours does not. */
@Tag("servers")
final class PayaraMicroTest {
  private static final Map<String, String> GOOD = Map.of("store", "memory", "digest", "sha512");
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir private static Path work;
  private static PayaraMicro payara;

  @BeforeAll
  static void start() throws Exception {
    Path wars = Files.createDirectories(work.resolve("wars"));
    war(wars.resolve("right.war"), GOOD);
    war(wars.resolve("wrong-setting.war"), Map.of("store", "memory", "max-staleness", "banana"));
    war(
        wars.resolve("misspelt-choice.war"),
        Map.of("store", "memory", "on-start-failure", "banana"));
    war(wars.resolve("without-core.war"), GOOD, "sallyport-core");
    war(wars.resolve("without-jackson.war"), GOOD, "jackson-");
    war(wars.resolve("without-slf4j.war"), GOOD, "slf4j-");
    payara = PayaraMicro.start(wars, work);
  }

  @AfterAll
  static void stop() {
    if (payara != null) {
      payara.close();
    }
  }

  @Test
  void aRightApplicationTakesAKeyAndNothingElse() throws Exception {
    String token = send("GET", "/right/key").body();

    for (String path : List.of("/right/api/hello", "/right/api/", "/right/api/no/such/path")) {
      assertThat(send("GET", path).statusCode()).as(path).isEqualTo(401);
      assertThat(send("GET", path, "X-API-Key", "x" + token).statusCode()).isEqualTo(401);
    }
    HttpResponse<String> welcome =
        send("GET", "/right/api/hello", "Authorization", "Token " + token);
    assertThat(welcome.statusCode()).isEqualTo(200);
    assertThat(welcome.body()).isEqualTo(HelloServlet.HELLO);
    assertThat(send("POST", "/right/revoke/").statusCode()).isEqualTo(415);
  }

  @ParameterizedTest
  @CsvSource({
    "wrong-setting, Invalid value 'banana' for max-staleness (init-param max-staleness)",
    "misspelt-choice, Invalid value 'banana' for on-start-failure (init-param on-start-failure)",
    "without-core, java.lang.NoClassDefFoundError: dev/sallyport/",
    "without-jackson, java.lang.NoClassDefFoundError: com/fasterxml/jackson/",
    "without-slf4j, java.lang.NoClassDefFoundError: org/slf4j/",
  })
  void whatCannotStartAnswers503AndTheLogSaysWhy(String application, String reason)
      throws Exception {
    for (String path : List.of("/api/hello", "/api/", "/api/no/such/path", "/api/../api/hello")) {
      assertNotStarted(send("GET", "/" + application + path));
      assertNotStarted(send("POST", "/" + application + path, "X-API-Key", "any"));
    }
    assertNotStarted(send("POST", "/" + application + "/revoke/"));
    assertThat(send("GET", "/" + application + "/hello").body())
        .as("what no filter is mapped to")
        .isEqualTo(HelloServlet.HELLO);
    assertThat(payara.output())
        .filteredOn(line -> line.contains("The filter " + application + " has not started"))
        .singleElement()
        .asString()
        .contains("answers requests with 503: " + reason);
  }

  private static HttpResponse<String> send(String method, String path, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(payara.uri(path)).method(method, BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  private static void war(Path war, Map<String, String> params, String... missing)
      throws Exception {
    String name = war.getFileName().toString().replace(".war", "");
    String initParams =
        new TreeMap<>(params)
            .entrySet().stream()
                .map(it -> INIT_PARAM.formatted(it.getKey(), it.getValue()))
                .collect(joining());
    String servlets =
        servlet(RevokeServlet.class, "/revoke/*")
            + servlet(NewKeyServlet.class, "/key")
            + servlet(HelloServlet.class, "/api/hello", "/hello");
    WarFile.write(
        war,
        Map.of(
            "web.xml",
            WEB_XML.formatted(name, initParams, servlets),
            "payara-web.xml",
            name.contains("jackson") ? ISOLATED : "<payara-web-app/>"),
        List.of(missing),
        List.of(HelloServlet.class, NewKeyServlet.class));
  }

  private static String servlet(Class<?> type, String... patterns) {
    String mappings =
        List.of(patterns).stream()
            .map(it -> "<url-pattern>" + it + "</url-pattern>")
            .collect(joining());
    return SERVLET.formatted(type.getSimpleName(), type.getName(), mappings);
  }

  private static final String INIT_PARAM =
      "<init-param><param-name>%s</param-name><param-value>%s</param-value></init-param>";

  private static final String SERVLET =
      """
        <servlet><servlet-name>%1$s</servlet-name><servlet-class>%2$s</servlet-class></servlet>
        <servlet-mapping><servlet-name>%1$s</servlet-name>%3$s</servlet-mapping>
      """;

  /** Keeps the server's own Jackson from the application. */
  private static final String ISOLATED =
      """
      <payara-web-app>
        <class-loader delegate="false"/>
        <whitelist-package>jakarta</whitelist-package>
        <whitelist-package>com.sun</whitelist-package>
        <whitelist-package>fish.payara</whitelist-package>
        <whitelist-package>org</whitelist-package>
        <whitelist-package>dev</whitelist-package>
        <whitelist-package>META-INF</whitelist-package>
      </payara-web-app>
      """;

  private static final String WEB_XML =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
        <filter>
          <filter-name>%1$s</filter-name>
          <filter-class>dev.sallyport.servlet.SallyportFilter</filter-class>
          <async-supported>true</async-supported>
          %2$s
        </filter>
        <filter-mapping>
          <filter-name>%1$s</filter-name>
          <url-pattern>/api/*</url-pattern>
        </filter-mapping>
      %3$s
      </web-app>
      """;
}
