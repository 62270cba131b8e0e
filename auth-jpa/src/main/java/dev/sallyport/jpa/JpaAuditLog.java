package dev.sallyport.jpa;

import dev.sallyport.audit.AuditEntry;
import dev.sallyport.audit.AuditQuery;
import dev.sallyport.jdbc.query.LikePattern;
import dev.sallyport.jpa.entity.AuditEntity;
import dev.sallyport.jpa.statement.AuditAppender;
import dev.sallyport.jpa.unit.Transactions;
import dev.sallyport.spi.AuditLog;
import jakarta.persistence.TypedQuery;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Audit log on the table {@code sallyport_audit}.
 *
 * <p>This class reads the table. {@link JpaApiKeyStore} and {@link JpaOwnerRegistry} append to it,
 * in the transaction of the change that is audited. They need only the rights to select from and
 * insert into it.
 *
 * <p>Every call runs in its own resource-local transaction, unless the host has a transaction to
 * take part in. The caller keeps ownership of the {@code EntityManagerFactory} and closes it.
 * Thread-safe.
 */
final class JpaAuditLog implements AuditLog {
  /**
   * Skips the entries after a period. The sum keeps PostgreSQL from looking for the maximum among
   * all entries, from the latest on.
   */
  private static final String UP_TO_PERIOD =
      " and e.sequence <= (select max(p.sequence + 0) from SallyportAudit p"
          + " where p.doneAt >= :since and p.doneAt < :until)";

  private final Transactions transactions;

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
    if (query.subject() != null) {
      conditions.append(" and e.subject = :subject");
      parameters.put("subject", query.subject());
    }
    if (query.actor() != null) {
      conditions.append(" and e.actor = :actor");
      parameters.put("actor", query.actor());
    }
    if (query.actionPrefix() != null) {
      conditions.append(" and e.action like :action escape '!'");
      parameters.put("action", LikePattern.escaped(query.actionPrefix()) + "%");
    }
    if (query.since() != null) {
      conditions.append(" and e.doneAt >= :since");
      parameters.put("since", query.since());
    }
    if (query.until() != null) {
      conditions.append(" and e.doneAt < :until");
      parameters.put("until", query.until());
    }
    if (query.since() != null && query.until() != null) {
      conditions.append(UP_TO_PERIOD);
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
