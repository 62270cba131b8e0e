package dev.sallyport.jpa.entity;

import dev.sallyport.audit.AuditContext;
import dev.sallyport.audit.AuditEntry;
import dev.sallyport.audit.AuditRecord;
import dev.sallyport.jdbc.schema.ColumnLengths;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code sallyport_audit}. Rows are only inserted, never changed. */
@Entity(name = "SallyportAudit")
@Table(name = "sallyport_audit")
@Cacheable(false)
public class AuditEntity {
  @Id
  @Column(name = "sequence_number", nullable = false)
  private long sequence;

  /** Null if MariaDB stores 0000-00-00. */
  @Column(name = "done_at", nullable = false)
  private @Nullable Instant doneAt = Instant.EPOCH;

  @Column(name = "action", length = ColumnLengths.ACTION, nullable = false)
  private String action = "";

  @Column(name = "subject", length = AuditRecord.MAX_SUBJECT, nullable = false)
  private String subject = "";

  @Column(name = "actor", length = AuditContext.MAX_ACTOR, nullable = false)
  private String actor = "";

  @Column(name = "origin", length = AuditContext.MAX_ORIGIN, nullable = false)
  private String origin = "";

  @Column(name = "reason", length = AuditContext.MAX_REASON, nullable = false)
  private String reason = "";

  @Column(name = "state_before", length = ColumnLengths.STATE, nullable = false)
  private String stateBefore = "";

  @Column(name = "state_after", length = ColumnLengths.STATE, nullable = false)
  private String stateAfter = "";

  @Column(name = "previous_hash", length = 64, nullable = false)
  private String previousHash = "";

  @Column(name = "entry_hash", length = 64, nullable = false)
  private String hash = "";

  /** Creates an empty row, for the persistence provider. */
  protected AuditEntity() {}

  /** Returns a row for an entry. */
  public static AuditEntity of(AuditEntry entry) {
    AuditEntity row = new AuditEntity();
    AuditRecord record = entry.record();
    row.sequence = entry.sequence();
    row.doneAt = record.at();
    row.action = record.action();
    row.subject = record.subject();
    row.actor = record.actor();
    row.origin = record.origin();
    row.reason = record.reason();
    row.stateBefore = record.before();
    row.stateAfter = record.after();
    row.previousHash = entry.previousHash();
    row.hash = entry.hash();
    return row;
  }

  /**
   * Returns the entry in this row. Its hash is empty if the stored time is not readable, so that
   * verification fails.
   */
  public AuditEntry toEntry() {
    AuditRecord record =
        new AuditRecord(
            doneAt == null ? Instant.EPOCH : doneAt,
            action,
            subject,
            actor,
            origin,
            reason,
            stateBefore,
            stateAfter);
    return new AuditEntry(sequence, record, previousHash, doneAt == null ? "" : hash);
  }
}
