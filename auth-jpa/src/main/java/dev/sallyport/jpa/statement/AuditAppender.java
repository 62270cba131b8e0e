package dev.sallyport.jpa.statement;

import dev.sallyport.audit.AuditRecord;
import dev.sallyport.jpa.entity.AuditEntity;
import dev.sallyport.jpa.entity.AuditHeadEntity;
import dev.sallyport.spi.StoreException;
import dev.sallyport.spi.StoreSetupException;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Optional;

/**
 * Appender of a transaction's audit records.
 *
 * <p>The lock on the end of the audit log serializes appending transactions: each waits for the
 * earlier ones to end.
 */
public final class AuditAppender {
  private final EntityManager entityManager;
  private final List<AuditRecord> records;
  private final Optional<AuditHeadEntity> head;

  private AuditAppender(
      EntityManager entityManager, List<AuditRecord> records, Optional<AuditHeadEntity> head) {
    this.entityManager = entityManager;
    this.records = records;
    this.head = head;
  }

  /**
   * Locks the end of the audit log unless there are no records.
   *
   * <p>Call this after taking all other locks and before any read without a lock. MariaDB's
   * transactions keep the snapshot of their first such read and may fail to lock rows that changed
   * since.
   */
  public static AuditAppender lock(EntityManager entityManager, List<AuditRecord> records) {
    Optional<AuditHeadEntity> head =
        records.isEmpty() ? Optional.empty() : Optional.of(lockedHead(entityManager));
    return new AuditAppender(entityManager, records, head);
  }

  /** Returns whether the audit log has an end to append to. */
  public static boolean hasHead(EntityManager entityManager) {
    return entityManager
            .createQuery("select count(h) from SallyportAuditHead h where h.id = 1", Long.class)
            .getSingleResult()
        == 1;
  }

  /**
   * Returns the end of the audit log without locking it.
   *
   * @throws StoreException if it does not exist
   */
  public static AuditHeadEntity head(EntityManager entityManager) {
    return only(query(entityManager));
  }

  private static AuditHeadEntity lockedHead(EntityManager entityManager) {
    return only(query(entityManager).setLockMode(LockModeType.PESSIMISTIC_WRITE));
  }

  private static TypedQuery<AuditHeadEntity> query(EntityManager entityManager) {
    return entityManager.createQuery(
        "select h from SallyportAuditHead h where h.id = 1", AuditHeadEntity.class);
  }

  private static AuditHeadEntity only(TypedQuery<AuditHeadEntity> query) {
    return query.getResultList().stream()
        .findFirst()
        .orElseThrow(
            () ->
                new StoreSetupException(
                    "Cannot append to the audit log: the table sallyport_audit_head has no row with"
                        + " id 1."));
  }

  /** Appends the records to the audit log. */
  public void append() {
    head.ifPresent(
        it -> records.forEach(record -> entityManager.persist(AuditEntity.of(it.next(record)))));
  }
}
