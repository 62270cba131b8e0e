package dev.sallyport.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sallyport.servlet.WebXmlContract.Deployer;
import dev.sallyport.servlet.WebXmlContract.Deployment;
import jakarta.servlet.ServletException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A filter that serves requests itself does not come before the one that asks for keys. */
abstract class FilterOrderContract {
  /** All initializers but ours. */
  static final String INITIALIZERS_LEFT_OUT = "^(?!dev\\.sallyport\\.).*";

  private static final String SALLYPORT = mapping("sallyport", "<url-pattern>/api/*</url-pattern>");
  private static final String GREEDY = mapping("greedy", "<url-pattern>/*</url-pattern>");

  private final Deployer deployer;
  @TempDir private Path directory;

  FilterOrderContract(Deployer deployer) {
    this.deployer = deployer;
  }

  @Test
  final void oneThatComesBeforeItStopsTheStart() throws Exception {
    for (String target :
        List.of(
            "<url-pattern>/*</url-pattern>",
            "<url-pattern>/api/*</url-pattern>",
            "<url-pattern>/api/v1/chat</url-pattern>",
            "<url-pattern>/public/*</url-pattern><url-pattern>*.json</url-pattern>",
            "<url-pattern>/*</url-pattern><dispatcher>REQUEST</dispatcher>")) {
      assertStopped("", mapping("greedy", target) + SALLYPORT);
    }
  }

  @Test
  final void oneThatComesBeforeItServesNothingIfFailuresAreNotThrown() throws Exception {
    String first = mapping("sallyport", "<url-pattern>/rest/*</url-pattern>");
    assertServesNothing("", GREEDY + SALLYPORT);
    assertServesNothing("", first + GREEDY + SALLYPORT);
    assertServesNothing(setting("mode", "maybe"), GREEDY + SALLYPORT);
  }

  @Test
  final void oneThatServesNothingDoesNotCloseWhatIsBehindNoOther() throws Exception {
    writeWebXml(
        setting("mode", "maybe"), mapping("cors", "<url-pattern>/*</url-pattern>") + SALLYPORT);
    Path webXml = directory.resolve("WEB-INF/web.xml");
    Files.writeString(webXml, Files.readString(webXml).replace(">throw<", ">deny-requests<"));
    Deployment deployment = deployer.deploy(directory);
    try {
      StartedApplication.assertNotStarted(WebXmlContract.get(deployment, "/api/x", "bad"));
      assertThat(WebXmlContract.get(deployment, "/other", "bad").statusCode()).isEqualTo(200);
    } finally {
      deployment.container().stop();
    }
  }

  private void assertServesNothing(String settings, String mappings) throws Exception {
    writeWebXml(settings, mappings);
    Path webXml = directory.resolve("WEB-INF/web.xml");
    Files.writeString(webXml, Files.readString(webXml).replace(">throw<", ">deny-requests<"));
    Deployment deployment = deployer.deploy(directory);
    try {
      StartedApplication.assertNotStarted(WebXmlContract.get(deployment, "/api/x", "bad"));
      StartedApplication.assertNotStarted(WebXmlContract.get(deployment, "/other", "bad"));
    } finally {
      deployment.container().stop();
    }
  }

  @Test
  final void mappedToServletsItComesBehindAllThatAreMappedToUrls() throws Exception {
    String toServlet = mapping("sallyport", "<servlet-name>probe</servlet-name>");
    assertStopped("", toServlet + GREEDY);
    assertStopped("", mapping("greedy", "<servlet-name>probe</servlet-name>") + toServlet);

    assertThat(
            statusWithoutKey("", toServlet + mapping("greedy", "<servlet-name>*</servlet-name>")))
        .isEqualTo(401);
  }

  @Test
  final void oneThatComesBehindServesHoldersOfKeysOnly() throws Exception {
    writeWebXml("", SALLYPORT + GREEDY);
    Deployment deployment = deployer.deploy(directory);
    try {
      String token = deployment.create().token().reveal();

      assertThat(WebXmlContract.get(deployment, "/api/x", "bad").statusCode()).isEqualTo(401);
      assertThat(WebXmlContract.get(deployment, "/api/x", token).body())
          .isEqualTo("served by a filter");
    } finally {
      deployment.container().stop();
    }
  }

  @Test
  final void oneThatComesBeforeAnotherMappingOnlyMayComeBehindTheFirst() throws Exception {
    String again = mapping("sallyport", "<url-pattern>/api/v1/*</url-pattern>");

    assertThat(statusWithoutKey("", SALLYPORT + GREEDY + again)).isEqualTo(401);
  }

  @Test
  final void oneForOtherRequestsMayComeFirst() throws Exception {
    for (String target :
        List.of(
            "<url-pattern>/public/*</url-pattern>",
            "<servlet-name>other</servlet-name>",
            "<url-pattern>/*</url-pattern><dispatcher>FORWARD</dispatcher>"
                + "<dispatcher>ERROR</dispatcher>")) {
      assertThat(statusWithoutKey("", mapping("greedy", target) + SALLYPORT)).isEqualTo(401);
    }
  }

  @Test
  final void oneThatServesNothingMayComeFirst() throws Exception {
    String cors = mapping("cors", "<url-pattern>/*</url-pattern>");

    assertThat(statusWithoutKey("", cors + SALLYPORT)).isEqualTo(401);
    assertThat(linesOfStart(setting("harmless-filters", "log, greedy"), GREEDY + SALLYPORT))
        .isEmpty();
    assertThat(
            linesOfStart(
                setting("harmless-filters", GreedyFilter.class.getName()), GREEDY + SALLYPORT))
        .isEmpty();
  }

  @Test
  final void theOperatorMayBeWarnedOnlyOrTakeTheRisk() throws Exception {
    assertThat(linesOfStart(setting("filter-order", "warn"), GREEDY + SALLYPORT))
        .containsExactly("WARN " + sentence());
    assertThat(linesOfStart(setting("filter-order", "ignore"), GREEDY + SALLYPORT)).isEmpty();
    assertThat(statusWithoutKey(setting("filter-order", "ignore"), GREEDY + SALLYPORT))
        .isEqualTo(200);
  }

  @Test
  final void oneThatIsRegisteredInCodeIsNamedInAWarning() throws Exception {
    String listener =
        "<listener><listener-class>%s</listener-class></listener>"
            .formatted(GreedyListener.class.getName());

    assertThat(linesOfStart("", listener + SALLYPORT))
        .containsExactly(
            "WARN The order of filters is known from WEB-INF/web.xml only, and not for the filter"
                + " sallyport and added (dev.sallyport.servlet.GreedyFilter): one that comes"
                + " first could serve requests without a key. Register the filter sallyport first,"
                + " and name those that may come before it in harmless-filters.");
  }

  /** The second filter is defined before the first mapping. */
  @Test
  final void theScopesOfAFilterForForwardsAreNotAskedOfRequests() throws Exception {
    String second =
        "<filter><filter-name>second</filter-name><filter-class>"
            + SallyportFilter.class.getName()
            + "</filter-class>"
            + setting("required-scopes", "* /* admin:use")
            + "</filter>";
    for (String dispatcher : List.of("FORWARD", "REQUEST")) {
      String target = "<url-pattern>/*</url-pattern><dispatcher>" + dispatcher + "</dispatcher>";
      writeWebXml("", second + SALLYPORT + mapping("second", target));
      Deployment deployment = deployer.deploy(directory);
      try {
        String token = deployment.create().token().reveal();
        assertThat(WebXmlContract.get(deployment, "/api/x", token).statusCode())
            .as(dispatcher)
            .isEqualTo(dispatcher.equals("FORWARD") ? 200 : 403);
      } finally {
        deployment.container().stop();
      }
    }
  }

  private static String sentence() {
    return "The filter greedy (dev.sallyport.servlet.GreedyFilter) comes before the filter"
        + " sallyport in WEB-INF/web.xml and could serve its paths without a key: move the"
        + " filter-mapping of sallyport before it. If it never serves a request itself, name it in"
        + " harmless-filters.";
  }

  private void assertStopped(String settings, String mappings) throws Exception {
    writeWebXml(settings, mappings);
    Throwable thrown = catchThrowable(() -> deployer.deploy(directory));

    assertThat(Stream.iterate(thrown, it -> it != null, Throwable::getCause))
        .as(mappings)
        .anySatisfy(
            it -> assertThat(it).isInstanceOf(ServletException.class).hasMessage(sentence()));
  }

  private int statusWithoutKey(String settings, String mappings) throws Exception {
    writeWebXml(settings, mappings);
    Deployment deployment = deployer.deploy(directory);
    try {
      return WebXmlContract.get(deployment, "/api/x", "bad").statusCode();
    } finally {
      deployment.container().stop();
    }
  }

  /** What is logged of filters. */
  private List<String> linesOfStart(String settings, String mappings) throws Exception {
    writeWebXml(settings, mappings);
    try (CapturedLog log = new CapturedLog()) {
      deployer.deploy(directory).container().stop();
      return log.lines().stream().filter(it -> it.contains("filter")).toList();
    }
  }

  private static String mapping(String filter, String targets) {
    return "<filter-mapping><filter-name>%s</filter-name>%s</filter-mapping>"
        .formatted(filter, targets);
  }

  private static String setting(String name, String value) {
    return "<init-param><param-name>%s</param-name><param-value>%s</param-value></init-param>"
        .formatted(name, value);
  }

  private void writeWebXml(String settings, String mappings) throws Exception {
    Path webXml = Files.createDirectories(directory.resolve("WEB-INF")).resolve("web.xml");
    Files.writeString(webXml, WEB_XML.formatted(settings, mappings), UTF_8);
  }

  private static final String WEB_XML =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
        <filter>
          <filter-name>sallyport</filter-name>
          <filter-class>dev.sallyport.servlet.SallyportFilter</filter-class>
          <init-param>
            <param-name>store</param-name>
            <param-value>memory</param-value>
          </init-param>
          <init-param>
            <param-name>on-start-failure</param-name>
            <param-value>throw</param-value>
          </init-param>
          <init-param>
            <param-name>preflight</param-name>
            <param-value>pass</param-value>
          </init-param>
          %s
        </filter>
        <filter>
          <filter-name>greedy</filter-name>
          <filter-class>dev.sallyport.servlet.GreedyFilter</filter-class>
        </filter>
        <filter>
          <filter-name>cors</filter-name>
          <filter-class>org.apache.catalina.filters.CorsFilter</filter-class>
        </filter>
        %s
        <servlet>
          <servlet-name>probe</servlet-name>
          <servlet-class>dev.sallyport.servlet.ProbeServlet</servlet-class>
        </servlet>
        <servlet-mapping>
          <servlet-name>probe</servlet-name>
          <url-pattern>/api/*</url-pattern>
        </servlet-mapping>
        <servlet>
          <servlet-name>other</servlet-name>
          <servlet-class>dev.sallyport.servlet.ProbeServlet</servlet-class>
        </servlet>
        <servlet-mapping>
          <servlet-name>other</servlet-name>
          <url-pattern>/other</url-pattern>
        </servlet-mapping>
      </web-app>
      """;
}
