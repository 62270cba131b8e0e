package dev.sallyport.auth.jpa;

import dev.sallyport.auth.spi.AuditRecord;
import dev.sallyport.auth.spi.StoreException;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Optional;

/**
 * What a transaction adds to the audit log. Whoever has something to add waits here for the
 * transactions before, and those behind wait until it is over.
 */
final class AuditTail {
  private final EntityManager entityManager;
  private final List<AuditRecord> records;
  private final Optional<AuditHeadEntity> head;

  private AuditTail(
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
  static AuditTail lock(EntityManager entityManager, List<AuditRecord> records) {
    Optional<AuditHeadEntity> head =
        records.isEmpty() ? Optional.empty() : Optional.of(lockedHead(entityManager));
    return new AuditTail(entityManager, records, head);
  }

  /** Whether the log has an end to which something can be added. */
  static boolean isThere(EntityManager entityManager) {
    return entityManager
            .createQuery("select count(h) from SallyportAuditHead h where h.id = 1", Long.class)
            .getSingleResult()
        == 1;
  }

  /** The end of the log, without a lock. */
  static AuditHeadEntity head(EntityManager entityManager) {
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
  void append() {
    head.ifPresent(
        it -> records.forEach(record -> entityManager.persist(AuditEntity.of(it.next(record)))));
  }
}
