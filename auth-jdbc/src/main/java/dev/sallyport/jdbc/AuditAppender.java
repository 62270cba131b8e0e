package dev.sallyport.jdbc;

import dev.sallyport.audit.AuditEntry;
import dev.sallyport.audit.AuditRecord;
import dev.sallyport.jdbc.statement.Session;
import dev.sallyport.jdbc.statement.Values;
import dev.sallyport.spi.AuditLog.Head;
import dev.sallyport.spi.StoreSetupException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Appender of a transaction's audit records.
 *
 * <p>The lock on the end of the audit log serializes appending transactions: each waits for the
 * earlier ones to end.
 */
final class AuditAppender {
  private final Session session;
  private final List<AuditRecord> records;

  private AuditAppender(Session session, List<AuditRecord> records) {
    this.session = session;
    this.records = records;
  }

  /**
   * Locks the end of the audit log unless there are no records. The caller rolls back unless it
   * appends them.
   *
   * <p>Call this after taking all other locks and before any read. The row is changed, not only
   * locked, so that concurrent transactions with a snapshot fail and are repeated.
   */
  static AuditAppender lock(Session session, List<AuditRecord> records) throws SQLException {
    if (!records.isEmpty()
        && session.update(
                "update sallyport_audit_head set sequence_number = sequence_number + :entries"
                    + " where id = 1",
                Map.of("entries", records.size()))
            == 0) {
      throw noHead();
    }
    return new AuditAppender(session, records);
  }

  /**
   * Returns the end of the audit log.
   *
   * @throws StoreSetupException if it does not exist
   */
  static Head head(Session session) throws SQLException {
    return session
        .first(
            "select sequence_number, entry_hash from sallyport_audit_head where id = 1",
            Map.of(),
            row -> new Head(row.number("sequence_number"), row.text("entry_hash")))
        .orElseThrow(AuditAppender::noHead);
  }

  private static StoreSetupException noHead() {
    return new StoreSetupException(
        "Cannot append to the audit log: the table sallyport_audit_head has no row with id 1.");
  }

  /** Appends the records to the audit log. */
  void append() throws SQLException {
    if (records.isEmpty()) {
      return;
    }
    Head reserved = head(session);
    Head end = new Head(reserved.sequence() - records.size(), reserved.hash());
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (AuditRecord record : records) {
      AuditEntry entry = AuditEntry.next(end.sequence(), end.hash(), record);
      rows.add(row(entry));
      end = new Head(entry.sequence(), entry.hash());
    }
    session.insert("sallyport_audit", rows);
    session.update(
        "update sallyport_audit_head set entry_hash = :hash where id = 1",
        Map.of("hash", end.hash()));
  }

  private static Map<String, @Nullable Object> row(AuditEntry entry) {
    AuditRecord record = entry.record();
    return new Values()
        .with("sequence_number", entry.sequence())
        .with("done_at", record.at())
        .with("action", record.action())
        .with("subject", record.subject())
        .with("actor", record.actor())
        .with("origin", record.origin())
        .with("reason", record.reason())
        .with("state_before", record.before())
        .with("state_after", record.after())
        .with("previous_hash", entry.previousHash())
        .with("entry_hash", entry.hash())
        .toMap();
  }
}
