package dev.sallyport.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What can be checked of the dashboard and the alerts without Prometheus. */
class MonitoringFilesTest {
  private static final Pattern NAME = Pattern.compile("sallyport_\\w+");

  @Test
  void theDashboardAndTheAlertsNameMetersThatThereAre() throws IOException {
    try (MonitoredApplication application = new MonitoredApplication()) {
      application.useEverything();
      assertThat(application.scrape().lines().map(it -> it.replaceFirst("[ {].*", "")))
          .containsAll(found(NAME, MonitoringFiles.text(MonitoringFiles.ALERTS)))
          .containsAll(found(NAME, MonitoringFiles.text(MonitoringFiles.DASHBOARD)));
    }
  }

  @Test
  void theDocumentationNamesEveryMeter() throws IOException {
    String documented =
        MonitoringFiles.text(MonitoringFiles.ALERTS.resolveSibling("monitoring.md"));
    try (MonitoredApplication application = new MonitoredApplication()) {
      assertThat(application.meters()).allMatch(it -> documented.contains("`" + it + "`"));
    }
  }

  @Test
  void everyAlertHasATestInWhichItFires() {
    String tests = MonitoringFiles.text(MonitoringFiles.TESTS_OF_ALERTS);
    assertThat(MonitoringFiles.alerts())
        .isNotEmpty()
        .allMatch(it -> tests.contains("alertname: " + it + "\n        exp_alerts:"));
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(MatchResult::group).distinct().toList();
  }
}
