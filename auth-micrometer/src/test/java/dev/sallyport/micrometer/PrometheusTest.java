package dev.sallyport.micrometer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.DebianProgram;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus scrapes an application and evaluates the dashboard and the alerts. */
@Tag("servers")
class PrometheusTest {
  private static final String PACKAGE = "prometheus";

  private final HttpClient client = HttpClient.newHttpClient();
  @TempDir private Path folder;
  private int port;

  @Test
  void evaluatesEveryExpression() throws Exception {
    try (MonitoredApplication application = new MonitoredApplication()) {
      Process prometheus = start(application);
      try {
        await()
            .atMost(Duration.ofMinutes(2))
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofSeconds(1))
            .ignoreExceptionsInstanceOf(IOException.class)
            .untilAsserted(
                () -> {
                  application.useEverything();
                  List<JsonNode> rules = rules();
                  assertThat(rules)
                      .hasSameSizeAs(MonitoringFiles.alerts())
                      .allMatch(it -> isEvaluated(it));
                  assertThat(expressions(rules)).hasSizeGreaterThan(30).allMatch(this::hasResult);
                });
      } finally {
        prometheus.destroyForcibly().waitFor();
      }
    }
  }

  @Test
  void theAlertsPassTheirTests() throws Exception {
    Path output = folder.resolve("promtool.txt");
    Process promtool =
        new ProcessBuilder(
                DebianProgram.find("promtool", PACKAGE).toString(),
                "test",
                "rules",
                MonitoringFiles.TESTS_OF_ALERTS.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(promtool.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(promtool.exitValue()).as(Files.readString(output)).isZero();
  }

  /** Returns the expressions of the dashboard, and all selectors: an alert may have no result. */
  private static List<String> expressions(List<JsonNode> rules) {
    List<String> dashboard = MonitoringFiles.dashboardExpressions();
    List<String> expressions = new ArrayList<>(dashboard);
    Stream.concat(dashboard.stream(), rules.stream().map(it -> it.path("query").asText()))
        .flatMap(it -> MonitoringFiles.selectorsIn(it).stream())
        .forEach(expressions::add);
    return expressions;
  }

  private static boolean isEvaluated(JsonNode rule) {
    return rule.path("health").asText().equals("ok");
  }

  private boolean hasResult(String expression) {
    try {
      JsonNode answer = get("/api/v1/query?query=" + URLEncoder.encode(expression, UTF_8));
      return answer.path("status").asText().equals("success")
          && !answer.at("/data/result").isEmpty();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private List<JsonNode> rules() throws IOException, InterruptedException {
    List<JsonNode> rules = new ArrayList<>();
    get("/api/v1/rules").at("/data/groups/0/rules").forEach(rules::add);
    return rules;
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    String body = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    return MonitoringFiles.json(body);
  }

  private Process start(MonitoredApplication application) throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path configuration = folder.resolve("prometheus.yml");
    Files.writeString(
        configuration,
        """
        global:
          scrape_interval: 1s
          evaluation_interval: 1s
        rule_files:
          - %s
        scrape_configs:
          - job_name: application
            static_configs:
              - targets: ["127.0.0.1:%d"]
        """
            .formatted(MonitoringFiles.ALERTS.toAbsolutePath().normalize(), application.port()));
    return new ProcessBuilder(
            DebianProgram.find("prometheus", PACKAGE).toString(),
            "--config.file=" + configuration,
            "--storage.tsdb.path=" + folder.resolve("data"),
            "--web.listen-address=127.0.0.1:" + port)
        .redirectErrorStream(true)
        .redirectOutput(Redirect.to(folder.resolve("prometheus.log").toFile()))
        .start();
  }
}
