package dev.sallyport.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.audit.AuditEntry;
import dev.sallyport.spi.AuditLog;
import java.util.List;

/** Verification that an audit log is a single intact chain. */
final class AuditChains {
  private AuditChains() {}

  /** Verifies the hash chain and returns all entries. */
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
