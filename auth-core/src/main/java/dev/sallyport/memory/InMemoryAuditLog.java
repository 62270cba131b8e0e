package dev.sallyport.memory;

import dev.sallyport.audit.AuditEntry;
import dev.sallyport.audit.AuditQuery;
import dev.sallyport.audit.AuditRecord;
import dev.sallyport.spi.AuditLog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Audit log in memory, for tests and trials. Grows without bound. Thread-safe. */
final class InMemoryAuditLog implements AuditLog {
  private final List<AuditEntry> entries = new ArrayList<>();

  /** Appends the records of a change that was made, and returns whether it was. */
  boolean appendIf(boolean done, List<AuditRecord> records) {
    if (done) {
      append(records);
    }
    return done;
  }

  synchronized void append(List<AuditRecord> records) {
    for (AuditRecord record : records) {
      Head last = head();
      entries.add(AuditEntry.next(last.sequence(), last.hash(), record));
    }
  }

  @Override
  public synchronized List<AuditEntry> entriesAfter(long sequence, int limit) {
    return entries.stream().skip(sequence).limit(limit).toList();
  }

  @Override
  public synchronized List<AuditEntry> find(AuditQuery query) {
    return entries.stream()
        .filter(entry -> fits(entry, query))
        .sorted(Comparator.comparing(AuditEntry::sequence).reversed())
        .limit(query.limit())
        .toList();
  }

  private static boolean fits(AuditEntry entry, AuditQuery query) {
    AuditRecord record = entry.record();
    return entry.sequence() < query.before()
        && (query.subject() == null || query.subject().equals(record.subject()))
        && (query.actor() == null || query.actor().equals(record.actor()))
        && (query.actionPrefix() == null || record.action().startsWith(query.actionPrefix()))
        && (query.since() == null || !record.at().isBefore(query.since()))
        && (query.until() == null || record.at().isBefore(query.until()));
  }

  @Override
  public synchronized Head head() {
    if (entries.isEmpty()) {
      return new Head(0, AuditEntry.ORIGIN);
    }
    AuditEntry last = entries.get(entries.size() - 1);
    return new Head(last.sequence(), last.hash());
  }
}
