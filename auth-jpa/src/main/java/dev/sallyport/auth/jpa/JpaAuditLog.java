package dev.sallyport.auth.jpa;

import dev.sallyport.auth.spi.AuditEntry;
import dev.sallyport.auth.spi.AuditLog;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Map;

/**
 * Reads the table {@code sallyport_audit}, to which {@link JpaTokenStore} and {@link
 * JpaOwnerRegistry} append, in the transaction of what they do. Of them, only rights to read it and
 * to insert into it are asked.
 *
 * <p>Every call is a resource-local transaction of its own, whatever transaction its thread is in.
 * The factory stays the caller's to close. Thread-safe.
 */
public final class JpaAuditLog implements AuditLog {
  private final Transactions transactions;

  public JpaAuditLog(EntityManagerFactory entityManagers) {
    this.transactions = new Transactions(entityManagers);
  }

  @Override
  public List<AuditEntry> entriesAfter(long sequence, int limit) {
    return read(
        "where e.sequence > :sequence order by e.sequence", Map.of("sequence", sequence), limit);
  }

  @Override
  public List<AuditEntry> latestOf(String subject, int limit) {
    return read(
        "where e.subject = :subject order by e.sequence desc", Map.of("subject", subject), limit);
  }

  @Override
  public List<AuditEntry> latest(int limit) {
    return read("order by e.sequence desc", Map.of(), limit);
  }

  private List<AuditEntry> read(String which, Map<String, Object> parameters, int limit) {
    return transactions.run(
        "read the audit log",
        entityManager -> {
          TypedQuery<AuditEntity> query =
              entityManager.createQuery(
                  "select e from SallyportAudit e " + which, AuditEntity.class);
          parameters.forEach(query::setParameter);
          return query.setMaxResults(limit).getResultList().stream()
              .map(AuditEntity::toEntry)
              .toList();
        });
  }

  @Override
  public Head head() {
    return transactions.run(
        "read the end of the audit log", entityManager -> AuditTail.head(entityManager).head());
  }
}
