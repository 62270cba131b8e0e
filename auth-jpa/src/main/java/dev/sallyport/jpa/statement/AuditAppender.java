package dev.sallyport.jpa.statement;

import dev.sallyport.audit.AuditRecord;
import dev.sallyport.jpa.entity.AuditEntity;
import dev.sallyport.jpa.entity.AuditHeadEntity;
import dev.sallyport.spi.StoreException;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Optional;

/**
 * What a transaction adds to the audit log. Whoever has something to add waits here for the
 * transactions before, and those behind wait until it is over.
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
   * Locks the end of the log, unless there is nothing to add.
   *
   * <p>To be called behind all other locks and before anything is read without one: MariaDB's
   * transactions keep the view of their first such read, and may refuse to lock what is newer.
   */
  public static AuditAppender lock(EntityManager entityManager, List<AuditRecord> records) {
    Optional<AuditHeadEntity> head =
        records.isEmpty() ? Optional.empty() : Optional.of(lockedHead(entityManager));
    return new AuditAppender(entityManager, records, head);
  }

  /** Whether the log has an end to which something can be added. */
  public static boolean isThere(EntityManager entityManager) {
    return entityManager
            .createQuery("select count(h) from SallyportAuditHead h where h.id = 1", Long.class)
            .getSingleResult()
        == 1;
  }

  /** The end of the log, without a lock. */
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
                new StoreException(
                    "The table sallyport_audit_head has no row with the id 1, so that nothing can"
                        + " be added to the audit log."));
  }

  /** Adds what there is to add, behind what is there. */
  public void append() {
    head.ifPresent(
        it -> records.forEach(record -> entityManager.persist(AuditEntity.of(it.next(record)))));
  }
}
