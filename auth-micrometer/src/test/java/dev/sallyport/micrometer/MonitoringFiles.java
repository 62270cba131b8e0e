package dev.sallyport.micrometer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The dashboard and the alert rules of the documentation. */
final class MonitoringFiles {
  static final Path DASHBOARD = Path.of("../docs/operations/grafana-dashboard.json");
  static final Path ALERTS = Path.of("../docs/operations/prometheus-alerts.yml");
  static final Path TESTS_OF_ALERTS = Path.of("src/test/prometheus/alerts-test.yml");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern ALERT = Pattern.compile("(?<=- alert: )\\w+");
  private static final Pattern SELECTOR = Pattern.compile("sallyport_\\w+(\\{[^}]*})?");

  private MonitoringFiles() {}

  /** Returns the expressions of the dashboard, for all jobs and instances. */
  static List<String> dashboardExpressions() {
    return json(text(DASHBOARD)).findValuesAsText("expr").stream()
        .map(MonitoringFiles::withoutVariables)
        .toList();
  }

  private static String withoutVariables(String expression) {
    return expression
        .replace("$__rate_interval", "10s")
        .replace("$job", ".*")
        .replace("$instance", ".*");
  }

  /** Returns the series that an expression selects, such as {@code sallyport_x{state="y"}}. */
  static List<String> selectorsIn(String expression) {
    return SELECTOR.matcher(expression).results().map(MatchResult::group).distinct().toList();
  }

  /** Returns the names of the alerts. */
  static List<String> alerts() {
    return ALERT.matcher(text(ALERTS)).results().map(MatchResult::group).toList();
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
