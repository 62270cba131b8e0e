package dev.sallyport.jpa;

import dev.sallyport.audit.AuditEntry;
import dev.sallyport.audit.AuditQuery;
import dev.sallyport.jpa.entity.AuditEntity;
import dev.sallyport.jpa.statement.AuditAppender;
import dev.sallyport.jpa.statement.KeyConditions;
import dev.sallyport.jpa.unit.Transactions;
import dev.sallyport.spi.AuditLog;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.TypedQuery;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the table {@code sallyport_audit}, to which {@link JpaApiKeyStore} and {@link
 * JpaOwnerRegistry} append, in the transaction of what they do. Of them, only rights to read it and
 * to insert into it are asked.
 *
 * <p>Every call is a resource-local transaction of its own, whatever transaction its thread is in.
 * The factory stays the caller's to close. Thread-safe.
 */
public final class JpaAuditLog implements AuditLog {
  private final Transactions transactions;

  public JpaAuditLog(EntityManagerFactory entityManagers) {
    this(new Transactions(entityManagers));
  }

  JpaAuditLog(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public List<AuditEntry> entriesAfter(long sequence, int limit) {
    return read("e.sequence > :sequence order by e.sequence", Map.of("sequence", sequence), limit);
  }

  @Override
  public List<AuditEntry> find(AuditQuery query) {
    StringBuilder conditions = new StringBuilder("e.sequence < :before");
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("before", query.before());
    if (query.subjectOrNull() != null) {
      conditions.append(" and e.subject = :subject");
      parameters.put("subject", query.subjectOrNull());
    }
    if (query.actorOrNull() != null) {
      conditions.append(" and e.actor = :actor");
      parameters.put("actor", query.actorOrNull());
    }
    if (query.actionPrefixOrNull() != null) {
      conditions.append(" and e.action like :action escape '!'");
      parameters.put("action", KeyConditions.escaped(query.actionPrefixOrNull()) + "%");
    }
    return read(conditions + " order by e.sequence desc", parameters, query.limit());
  }

  private List<AuditEntry> read(String which, Map<String, Object> parameters, int limit) {
    return transactions.read(
        "read the audit log",
        entityManager -> {
          TypedQuery<AuditEntity> query =
              entityManager.createQuery(
                  "select e from SallyportAudit e where " + which, AuditEntity.class);
          parameters.forEach(query::setParameter);
          return query.setMaxResults(limit).getResultList().stream()
              .map(AuditEntity::toEntry)
              .toList();
        });
  }

  @Override
  public Head head() {
    return transactions.read(
        "read the end of the audit log", entityManager -> AuditAppender.head(entityManager).head());
  }
}
