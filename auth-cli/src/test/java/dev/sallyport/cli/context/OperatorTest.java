package dev.sallyport.cli.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.audit.AuditContext;
import dev.sallyport.cli.output.UsageException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OperatorTest {
  @Test
  void isTheUserOfThisProcess() {
    Operator operator = Operator.ofThisProcess(Map.of("HOSTNAME", "fallback"));

    assertThat(operator.user()).isEqualTo(System.getProperty("user.name"));
    assertThat(operator.machine()).isNotBlank().doesNotContain("\n");
  }

  @Test
  void returnsActorOriginAndReason() {
    assertThat(new Operator("ada", "laptop").auditContext("ticket 4711"))
        .isEqualTo(new AuditContext("cli:ada", "laptop", "ticket 4711"));
    assertThat(new Operator("", "").auditContext("")).isEqualTo(new AuditContext("cli:", "", ""));
  }

  @Test
  void sanitizesAndCutsNames() {
    String emoji = "🗝".repeat(500);

    AuditContext by = new Operator("a\u001b[2J\nb\ud800", emoji).auditContext("");

    assertThat(by.actor()).isEqualTo("cli:a?[2J b?");
    assertThat(by.origin()).startsWith("🗝🗝").endsWith("🗝...").hasSizeLessThan(255);
  }

  @Test
  void rejectsInvalidReasons() {
    Operator operator = new Operator("ada", "");

    assertThatThrownBy(() -> operator.auditContext("x".repeat(501)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("reason");
    assertThatThrownBy(() -> operator.auditContext("a\u001bb")).isInstanceOf(UsageException.class);
  }
}
