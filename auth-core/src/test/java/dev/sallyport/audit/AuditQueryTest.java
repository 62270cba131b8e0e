package dev.sallyport.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class AuditQueryTest {
  @Test
  void rejectsConditionsThatNoEntryCanMatch() {
    AuditQuery latest = AuditQuery.latest(1);
    rejects(() -> AuditQuery.latest(0), "1 to 1000");
    rejects(() -> AuditQuery.latest(AuditQuery.MAX_LIMIT + 1), "1 to 1000");
    rejects(() -> latest.of(""), "subject");
    rejects(() -> latest.of("\0"), "subject");
    rejects(() -> latest.by("x".repeat(601)), "actor");
    rejects(() -> latest.doing("a\nb"), "action");
  }

  @Test
  void removesConditions() {
    AuditQuery latest = AuditQuery.latest(1);
    assertThat(latest.of("a").by("b").doing("c").of(null).by(null).doing(null)).isEqualTo(latest);
    assertThat(latest.between(Instant.EPOCH, Instant.EPOCH).between(null, null)).isEqualTo(latest);
  }

  @Test
  void keepsPeriodWithinWhatDatabasesSupport() {
    AuditQuery query = AuditQuery.latest(1).between(Instant.MIN, Instant.MAX);
    assertThat(query.since()).isEqualTo(Instant.parse("1000-01-01T00:00:00Z"));
    assertThat(query.until()).isEqualTo(Instant.parse("9999-12-31T23:59:59.999999Z"));
  }

  private static void rejects(Runnable construction, String part) {
    assertThatIllegalArgumentException().isThrownBy(construction::run).withMessageContaining(part);
  }
}
