package dev.sallyport.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class AuditQueryTest {
  @Test
  void rejectsConditionsThatNoEntryCanMatch() {
    AuditQuery latest = AuditQuery.latest(1);
    refuses(() -> AuditQuery.latest(0), "1 to 1000");
    refuses(() -> AuditQuery.latest(AuditQuery.MAX_LIMIT + 1), "1 to 1000");
    refuses(() -> latest.of(""), "subject");
    refuses(() -> latest.of("\0"), "subject");
    refuses(() -> latest.by("x".repeat(256)), "actor");
    refuses(() -> latest.doing("a\nb"), "action");
  }

  @Test
  void removesConditions() {
    AuditQuery latest = AuditQuery.latest(1);
    assertThat(latest.of("a").by("b").doing("c").of(null).by(null).doing(null)).isEqualTo(latest);
  }

  private static void refuses(Runnable making, String part) {
    assertThatIllegalArgumentException().isThrownBy(making::run).withMessageContaining(part);
  }
}
