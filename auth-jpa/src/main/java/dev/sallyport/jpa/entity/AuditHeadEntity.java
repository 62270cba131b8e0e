package dev.sallyport.jpa.entity;

import dev.sallyport.audit.AuditEntry;
import dev.sallyport.audit.AuditRecord;
import dev.sallyport.spi.AuditLog.Head;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/**
 * The single row of {@code sallyport_audit_head}: the end of the audit log, after which the next
 * entry is appended.
 */
@Entity(name = "SallyportAuditHead")
@Table(name = "sallyport_audit_head")
@Cacheable(false)
public class AuditHeadEntity {
  @Id
  @Column(name = "id", nullable = false)
  private int id;

  @Column(name = "sequence_number", nullable = false)
  private long sequence;

  @Column(name = "entry_hash", length = 64, nullable = false)
  private String hash = "";

  /** Creates an empty row, for the persistence provider. */
  protected AuditHeadEntity() {}

  /** Returns the end of the audit log. */
  public final Head head() {
    return new Head(sequence, hash);
  }

  /** Creates the next entry, which becomes the new end of the audit log. */
  public final AuditEntry next(AuditRecord record) {
    AuditEntry entry = AuditEntry.next(sequence, hash, record);
    sequence = entry.sequence();
    hash = entry.hash();
    return entry;
  }
}
