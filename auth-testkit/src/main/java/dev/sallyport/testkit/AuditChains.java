package dev.sallyport.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.audit.AuditEntry;
import dev.sallyport.spi.AuditLog;
import java.util.List;

/** Whether an audit log is one whole chain. */
final class AuditChains {
  private AuditChains() {}

  /** All entries, after the rules of the chain were checked for each. */
  static List<AuditEntry> requireWhole(AuditLog log) {
    List<AuditEntry> entries = log.entriesAfter(0, 100_000);
    AuditEntry before = null;
    for (AuditEntry entry : entries) {
      AuditEntry expected =
          before == null
              ? AuditEntry.first(entry.record())
              : AuditEntry.next(before.sequence(), before.hash(), entry.record());
      assertThat(entry).isEqualTo(expected);
      before = entry;
    }
    return entries;
  }
}
