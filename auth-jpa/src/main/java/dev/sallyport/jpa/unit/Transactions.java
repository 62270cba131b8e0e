package dev.sallyport.jpa.unit;

import dev.sallyport.jdbc.connection.Retry;
import dev.sallyport.spi.StoreException;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import java.util.function.Function;

/**
 * Runner of work in separate transactions, each with its own entity manager. On auto-commit
 * connections a single query runs without a transaction, which saves the database one of two round
 * trips.
 *
 * <p>Work that fails with a deadlock or a serialization failure is repeated, see {@link Retry}.
 * Thread-safe, like the factory.
 */
public final class Transactions {
  private final EntityManagerFactory entityManagers;
  private final boolean autoCommit;

  /** Creates a runner on connections whose auto-commit mode is unknown. */
  public Transactions(EntityManagerFactory entityManagers) {
    this(entityManagers, false);
  }

  /**
   * Creates a runner.
   *
   * @param entityManagers creates the entity managers
   * @param autoCommit whether connections commit each statement automatically by default
   */
  public Transactions(EntityManagerFactory entityManagers, boolean autoCommit) {
    this.entityManagers = entityManagers;
    this.autoCommit = autoCommit;
  }

  /**
   * Runs work in a transaction, then commits it, or rolls it back if the work marked the
   * transaction for rollback only.
   *
   * @param doing what the work does, to follow "Could not"
   * @return the result of the work
   * @throws StoreException if the provider throws; its message and causes contain no values of rows
   */
  public <T> T run(String doing, Function<EntityManager, T> work) {
    return Retry.run(doing, () -> inTransaction(work));
  }

  /**
   * Runs a single query that takes no locks.
   *
   * @param doing what the query does, to follow "Could not"
   * @return the result of the query
   * @throws StoreException if the provider throws; its message and causes contain no values of rows
   */
  public <T> T read(String doing, Function<EntityManager, T> query) {
    return Retry.run(doing, () -> autoCommit ? alone(query) : inTransaction(query));
  }

  private <T> T alone(Function<EntityManager, T> query) {
    try (EntityManager entityManager = entityManagers.createEntityManager()) {
      return query.apply(entityManager);
    }
  }

  private <T> T inTransaction(Function<EntityManager, T> work) {
    try (EntityManager entityManager = entityManagers.createEntityManager()) {
      EntityTransaction transaction = entityManager.getTransaction();
      transaction.begin();
      try {
        T answer = work.apply(entityManager);
        if (transaction.getRollbackOnly()) {
          transaction.rollback();
        } else {
          transaction.commit();
        }
        return answer;
      } catch (RuntimeException | Error e) {
        rollBack(transaction, e);
        throw e;
      }
    }
  }

  private static void rollBack(EntityTransaction transaction, Throwable cause) {
    try {
      if (transaction.isActive()) {
        transaction.rollback();
      }
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }
}
