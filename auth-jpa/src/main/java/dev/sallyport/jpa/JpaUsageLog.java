package dev.sallyport.jpa;

import dev.sallyport.audit.UsageCount;
import dev.sallyport.audit.UsageSubject;
import dev.sallyport.jdbc.connection.DatabaseFailure;
import dev.sallyport.jpa.entity.UsageEntity;
import dev.sallyport.jpa.statement.UsageStatements;
import dev.sallyport.jpa.unit.Transactions;
import dev.sallyport.spi.StoreException;
import dev.sallyport.spi.StoreSetupException;
import dev.sallyport.spi.UsageLog;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Usage log on the table {@code sallyport_usage}.
 *
 * <p>Every call runs in its own resource-local transaction, unless the host has a transaction to
 * take part in. The caller keeps ownership of the {@code EntityManagerFactory} and closes it.
 * Thread-safe.
 */
final class JpaUsageLog implements UsageLog {
  /** One attempt suffices unless other transactions insert or delete rows concurrently. */
  private static final int MAX_ATTEMPTS = 25;

  private final Transactions transactions;

  JpaUsageLog(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public void add(Collection<UsageCount> counts) {
    if (counts.size() > MAX_AT_ONCE) {
      throw new IllegalArgumentException(
          "Too many counts: " + counts.size() + ", expected at most " + MAX_AT_ONCE);
    }
    if (counts.isEmpty()) {
      return;
    }
    UsageStatements statements = UsageStatements.of(counts);
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      if (addToRows(statements)) {
        return;
      }
      insertRows(statements);
    }
    throw new StoreSetupException(
        "Could not update or insert rows in sallyport_usage: the database user needs the rights to"
            + " insert and update all rows of this table.");
  }

  /**
   * Adds the counts to existing rows.
   *
   * @return false, with nothing added, if rows have to be inserted first
   */
  private boolean addToRows(UsageStatements statements) {
    return transactions.run(
        "count requests",
        entityManager -> {
          boolean done = statements.add(entityManager);
          if (!done) {
            entityManager.getTransaction().setRollbackOnly();
          }
          return done;
        });
  }

  /**
   * Inserts missing rows in a separate transaction: a row that does not exist cannot be locked, but
   * the gap around it can.
   */
  private void insertRows(UsageStatements statements) {
    try {
      transactions.run("insert rows for request counts", statements::insertRows);
    } catch (StoreException e) {
      if (!DatabaseFailure.isConstraintViolation(e)) {
        throw e;
      }
      // another transaction inserted the rows first
    }
  }

  @Override
  public List<UsageCount> read(UsageSubject subject, Instant from, Instant until) {
    return transactions.read(
        "read request counts",
        entityManager ->
            entityManager
                .createQuery(
                    "select u from SallyportUsage u where u.subject = :subject"
                        + " and u.hourNumber >= :from and u.hourNumber < :until order by u.hourNumber, u.outcome",
                    UsageEntity.class)
                .setParameter("subject", subject.name())
                .setParameter("from", UsageEntity.hourOf(from))
                .setParameter("until", UsageEntity.hourFrom(until))
                .getResultList()
                .stream()
                .map(UsageEntity::toCount)
                .toList());
  }

  @Override
  public int removeOldestHour(Instant before) {
    return transactions.run(
        "remove old counts of requests", entityManager -> removeOldest(entityManager, before));
  }

  private static int removeOldest(EntityManager entityManager, Instant before) {
    Long oldest =
        entityManager
            .createQuery(
                "select min(u.hourNumber) from SallyportUsage u where u.hourNumber < :before",
                Long.class)
            .setParameter("before", UsageEntity.hourFrom(before))
            .getSingleResult();
    return oldest == null
        ? 0
        : entityManager
            .createQuery("delete from SallyportUsage u where u.hourNumber = :hour")
            .setParameter("hour", oldest)
            .executeUpdate();
  }
}
