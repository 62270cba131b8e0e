package dev.sallyport.internal.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sallyport.audit.UsageCount;
import dev.sallyport.audit.UsageReport;
import dev.sallyport.audit.UsageReport.Denials;
import dev.sallyport.audit.UsageReport.Slice;
import dev.sallyport.audit.UsageReports;
import dev.sallyport.audit.UsageReports.Step;
import dev.sallyport.audit.UsageSubject;
import dev.sallyport.memory.InMemoryBackend;
import dev.sallyport.spi.UsageLog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DefaultUsageReportsTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final Instant MIDNIGHT = Instant.parse("2026-11-25T00:00:00Z");

  private final UsageLog log = new InMemoryBackend().usage();
  private final UsageReports usage = new DefaultUsageReports(log);

  @Test
  void includesHoursWithoutRequests() {
    add(NOON, UsageCount.AUTHENTICATED, 2);
    add(NOON, "key-expired", 3);
    add(NOON.plusSeconds(7200), UsageCount.AUTHENTICATED, 1);
    add(NOON.minusSeconds(1), UsageCount.AUTHENTICATED, 100);
    add(NOON.plusSeconds(10_800), UsageCount.AUTHENTICATED, 100);
    UsageReport report = read(NOON.plusSeconds(1800), NOON.plusSeconds(9000), Step.HOUR);
    assertThat(report.slices())
        .containsExactly(
            new Slice(NOON, 2, 3),
            new Slice(NOON.plusSeconds(3600), 0, 0),
            new Slice(NOON.plusSeconds(7200), 1, 0));
    assertThat(report.authenticated()).isEqualTo(3);
    assertThat(report.denied()).isEqualTo(3);
  }

  @Test
  void daysAreUtc() {
    add(MIDNIGHT.minusSeconds(1), UsageCount.AUTHENTICATED, 1);
    add(MIDNIGHT, UsageCount.AUTHENTICATED, 2);
    add(MIDNIGHT.plusSeconds(86_399), UsageCount.AUTHENTICATED, 4);
    add(MIDNIGHT.plusSeconds(86_400), UsageCount.AUTHENTICATED, 8);
    assertThat(read(NOON, MIDNIGHT.plusSeconds(1), Step.DAY).slices())
        .containsExactly(
            new Slice(MIDNIGHT.minus(Duration.ofDays(1)), 1, 0), new Slice(MIDNIGHT, 6, 0));
    assertThat(read(NOON, MIDNIGHT, Step.DAY).slices()).hasSize(1);
  }

  @Test
  void sortsReasonsByFrequency() {
    add(NOON, "b-reason", 1);
    add(NOON.plusSeconds(3600), "a-reason", 1);
    add(NOON, "of-a-later-version", 1);
    add(NOON.plusSeconds(3600), "of-a-later-version", 1);
    assertThat(read(NOON, NOON.plusSeconds(7200), Step.HOUR).denials())
        .containsExactly(
            new Denials("of-a-later-version", 2),
            new Denials("a-reason", 1),
            new Denials("b-reason", 1));
  }

  @Test
  void rejectsEmptyAndTooLongPeriods() {
    assertThatIllegalArgumentException().isThrownBy(() -> read(NOON, NOON, Step.HOUR));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(NOON, NOON.minusSeconds(1), Step.DAY));
    Instant limit = NOON.plus(Duration.ofHours(UsageReports.MAX_SLICES));
    assertThat(read(NOON, limit, Step.HOUR).slices()).hasSize(UsageReports.MAX_SLICES);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(NOON, limit.plusNanos(1), Step.HOUR))
        .withMessageContaining("slices");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(Instant.MIN, NOON, Step.DAY))
        .withMessageContaining("slices");
    for (Instant from : List.of(Instant.MIN, Instant.MAX.minusSeconds(1))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> read(from, Instant.MAX, Step.DAY))
          .withMessageContaining("9999");
    }
  }

  private UsageReport read(Instant from, Instant until, Step step) {
    return usage.read(UsageSubject.ALL, from, until, step);
  }

  private void add(Instant hour, String outcome, long requests) {
    log.add(List.of(new UsageCount(UsageSubject.ALL, hour, outcome, requests)));
  }
}
