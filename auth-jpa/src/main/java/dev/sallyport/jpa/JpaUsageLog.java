package dev.sallyport.jpa;

import dev.sallyport.audit.UsageCount;
import dev.sallyport.audit.UsageSubject;
import dev.sallyport.jpa.connection.DatabaseFailure;
import dev.sallyport.jpa.entity.UsageEntity;
import dev.sallyport.jpa.statement.UsageStatements;
import dev.sallyport.jpa.unit.Transactions;
import dev.sallyport.spi.StoreException;
import dev.sallyport.spi.UsageLog;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Keeps counts of requests in the table {@code sallyport_usage}.
 *
 * <p>Every call is a resource-local transaction of its own, whatever transaction its thread is in.
 * The factory stays the caller's to close. Thread-safe.
 */
public final class JpaUsageLog implements UsageLog {
  /** One is enough, unless others make rows, or remove them, at the same time. */
  private static final int MAX_ATTEMPTS = 25;

  private final Transactions transactions;

  public JpaUsageLog(EntityManagerFactory entityManagers) {
    this(new Transactions(entityManagers));
  }

  JpaUsageLog(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public void add(Collection<UsageCount> counts) {
    if (counts.size() > MAX_AT_ONCE) {
      throw new IllegalArgumentException("at most " + MAX_AT_ONCE + " counts at once");
    }
    UsageStatements writing = UsageStatements.of(counts);
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      if (addToRows(writing)) {
        return;
      }
      makeRows(writing);
    }
    throw new StoreException(
        "Rows in sallyport_usage can neither be changed nor made: see that the database user may"
            + " insert and update all rows there.");
  }

  /** False, with nothing added, if rows have to be made first. */
  private boolean addToRows(UsageStatements writing) {
    return transactions.run(
        "count requests",
        entityManager -> {
          boolean done = writing.add(entityManager);
          if (!done) {
            entityManager.getTransaction().setRollbackOnly();
          }
          return done;
        });
  }

  /** In a transaction of its own: a row that is not there cannot be locked, but what is around. */
  private void makeRows(UsageStatements writing) {
    try {
      transactions.run("make rows to count requests in", writing::makeRows);
    } catch (StoreException e) {
      if (!DatabaseFailure.isConstraintViolation(e)) {
        throw e;
      }
      // another one was a moment faster
    }
  }

  @Override
  public List<UsageCount> read(UsageSubject subject, Instant from, Instant until) {
    return transactions.read(
        "read how many requests there were",
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
