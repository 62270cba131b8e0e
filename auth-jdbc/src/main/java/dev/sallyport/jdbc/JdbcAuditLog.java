package dev.sallyport.jdbc;

import dev.sallyport.audit.AuditEntry;
import dev.sallyport.audit.AuditQuery;
import dev.sallyport.audit.AuditRecord;
import dev.sallyport.jdbc.query.LikePattern;
import dev.sallyport.jdbc.statement.Row;
import dev.sallyport.jdbc.statement.Transactions;
import dev.sallyport.spi.AuditLog;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Audit log on the table {@code sallyport_audit}, on plain JDBC.
 *
 * <p>This class reads the table. The other stores append to it, in the transaction of the change
 * that is audited. They need only the rights to select from and insert into it. The caller keeps
 * ownership of the {@code DataSource}. Thread-safe.
 */
final class JdbcAuditLog implements AuditLog {
  /**
   * Skips the entries after a period. The sum keeps PostgreSQL from looking for the maximum among
   * all entries, from the latest on.
   */
  private static final String UP_TO_PERIOD =
      " and sequence_number <= (select max(p.sequence_number + 0) from sallyport_audit p"
          + " where p.done_at >= :since and p.done_at < :until)";

  private final Transactions transactions;

  JdbcAuditLog(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public List<AuditEntry> entriesAfter(long sequence, int limit) {
    return read(
        "sequence_number > :sequence order by sequence_number",
        Map.of("sequence", sequence, "size", limit));
  }

  @Override
  public List<AuditEntry> find(AuditQuery query) {
    StringBuilder conditions = new StringBuilder("sequence_number < :before");
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("before", query.before());
    parameters.put("size", query.limit());
    if (query.subject() != null) {
      conditions.append(" and subject = :subject");
      parameters.put("subject", query.subject());
    }
    if (query.actor() != null) {
      conditions.append(" and actor = :actor");
      parameters.put("actor", query.actor());
    }
    if (query.actionPrefix() != null) {
      conditions.append(" and action like :action escape '!'");
      parameters.put("action", LikePattern.escaped(query.actionPrefix()) + "%");
    }
    if (query.since() != null) {
      conditions.append(" and done_at >= :since");
      parameters.put("since", query.since());
    }
    if (query.until() != null) {
      conditions.append(" and done_at < :until");
      parameters.put("until", query.until());
    }
    if (query.since() != null && query.until() != null) {
      conditions.append(UP_TO_PERIOD);
    }
    return read(conditions + " order by sequence_number desc", parameters);
  }

  private List<AuditEntry> read(String which, Map<String, Object> parameters) {
    return transactions.read(
        "read the audit log",
        session ->
            session.query(
                "select * from sallyport_audit where " + which + " limit :size",
                parameters,
                JdbcAuditLog::entry));
  }

  /** The hash is empty if the stored time is not readable, so that verification fails. */
  private static AuditEntry entry(Row row) throws SQLException {
    Instant at = row.nullableInstant("done_at");
    AuditRecord record =
        new AuditRecord(
            at == null ? Instant.EPOCH : at,
            row.text("action"),
            row.text("subject"),
            row.text("actor"),
            row.text("origin"),
            row.text("reason"),
            row.text("state_before"),
            row.text("state_after"));
    return new AuditEntry(
        row.number("sequence_number"),
        record,
        row.text("previous_hash"),
        at == null ? "" : row.text("entry_hash"));
  }

  @Override
  public Head head() {
    return transactions.read("read the end of the audit log", AuditAppender::head);
  }
}
