package dev.sallyport.jpa.unit;

import dev.sallyport.jdbc.connection.Retry;
import dev.sallyport.spi.StoreException;
import dev.sallyport.transaction.HostTransaction;
import dev.sallyport.transaction.HostTransactions;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import java.sql.Connection;
import java.util.Optional;
import java.util.function.Function;

/**
 * Runner of work in separate transactions, each with its own entity manager. On auto-commit
 * connections a single query runs without a transaction, which saves the database one of two round
 * trips.
 *
 * <p>Work that fails with a deadlock or a serialization failure is repeated, see {@link Retry}.
 * Within a transaction of the host it is not. It then runs either on connections of that
 * transaction, which the data source of the unit returns, or in the host's entity manager.
 * Thread-safe, like the factory.
 */
public final class Transactions {
  private final EntityManagerFactory entityManagers;
  private final boolean autoCommit;
  private final HostTransactions joined;
  private final boolean usesEntityManagerOfHost;

  /** Creates a runner on connections whose auto-commit mode is unknown. It joins nothing. */
  public Transactions(EntityManagerFactory entityManagers) {
    this(entityManagers, false, HostTransactions.none(), false);
  }

  private Transactions(
      EntityManagerFactory entityManagers,
      boolean autoCommit,
      HostTransactions joined,
      boolean usesEntityManagerOfHost) {
    this.entityManagers = entityManagers;
    this.autoCommit = autoCommit;
    this.joined = joined;
    this.usesEntityManagerOfHost = usesEntityManagerOfHost;
  }

  /**
   * Creates a runner in Sallyport's own unit.
   *
   * @param entityManagers creates the entity managers
   * @param autoCommit whether connections commit each statement automatically by default
   * @param joined the transactions whose connections the data source of the unit returns
   */
  public static Transactions onConnections(
      EntityManagerFactory entityManagers, boolean autoCommit, HostTransactions joined) {
    return new Transactions(entityManagers, autoCommit, joined, false);
  }

  /**
   * Creates a runner in the host's unit.
   *
   * @param joined the transactions whose entity managers of the same unit are used within them
   */
  public static Transactions onEntityManagers(
      EntityManagerFactory entityManagers, HostTransactions joined) {
    return new Transactions(entityManagers, false, joined, true);
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
    return run(doing, false, work);
  }

  /**
   * Runs a single query that takes no locks.
   *
   * @param doing what the query does, to follow "Could not"
   * @return the result of the query
   * @throws StoreException if the provider throws; its message and causes contain no values of rows
   */
  public <T> T read(String doing, Function<EntityManager, T> query) {
    return run(doing, autoCommit, query);
  }

  private <T> T run(String doing, boolean canBeAlone, Function<EntityManager, T> work) {
    Optional<HostTransaction> current = joined.current();
    Optional<EntityManager> ofHost =
        current
            .filter(it -> usesEntityManagerOfHost)
            .flatMap(it -> it.resource(EntityManager.class));
    return Retry.run(
        doing,
        current.isPresent(),
        () -> {
          if (ofHost.isPresent()) {
            return new JoinedEntityManager(ofHost.get(), current.orElseThrow()).run(work);
          }
          return canBeAlone && current.isEmpty() ? alone(work) : inTransaction(work);
        });
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
        if (usesEntityManagerOfHost && ProviderKind.of(entityManager) == ProviderKind.ECLIPSELINK) {
          entityManager.unwrap(Connection.class); // it would read before its first write outside it
        }
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
