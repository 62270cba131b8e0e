package dev.sallyport.jpa.unit;

import dev.sallyport.jpa.connection.DatabaseFailure;
import dev.sallyport.spi.StoreException;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Runs each piece of work in a transaction and an entity manager of its own. A query alone needs no
 * transaction where connections commit by themselves, which spares the database one of two
 * questions.
 *
 * <p>Work that lost a deadlock, or a race that the database could not put in order, is begun again
 * a bounded number of times. Thread-safe, as the factory is.
 */
public final class Transactions {
  private static final int MAX_ATTEMPTS = 25;
  private static final long FIRST_PAUSE_NANOS = 500_000;
  private static final int MAX_DOUBLINGS = 6;

  private final EntityManagerFactory entityManagers;
  private final boolean autoCommit;

  /** On connections of which nothing is known. */
  public Transactions(EntityManagerFactory entityManagers) {
    this(entityManagers, false);
  }

  /**
   * On a source of connections.
   *
   * @param autoCommit whether they commit each statement by themselves, unless told otherwise
   */
  public Transactions(EntityManagerFactory entityManagers, boolean autoCommit) {
    this.entityManagers = entityManagers;
    this.autoCommit = autoCommit;
  }

  /**
   * The answer of the work, once it is committed; or rolled back, if the work has told its
   * transaction so.
   *
   * @param doing what this is for, to follow "Could not"
   * @throws StoreException whatever the provider threw; its message and causes hold no values
   */
  public <T> T run(String doing, Function<EntityManager, T> work) {
    return repeat(doing, () -> inTransaction(work));
  }

  /**
   * The answer of one query, which takes no locks.
   *
   * @param doing what this is for, to follow "Could not"
   * @throws StoreException whatever the provider threw; its message and causes hold no values
   */
  public <T> T read(String doing, Function<EntityManager, T> query) {
    return repeat(doing, () -> autoCommit ? alone(query) : inTransaction(query));
  }

  private static <T> T repeat(String doing, Supplier<T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return work.get();
      } catch (StoreException e) {
        throw e;
      } catch (RuntimeException e) {
        DatabaseFailure failure = DatabaseFailure.of(e);
        if (!failure.isRetryable() || attempt == MAX_ATTEMPTS) {
          throw new StoreException("Could not " + doing + ": " + failure.summary(), failure);
        }
        stepAside(attempt);
      }
    }
  }

  /** For a while that differs, or the same ones would meet again. */
  private static void stepAside(int attempt) {
    long longest = FIRST_PAUSE_NANOS << Math.min(attempt, MAX_DOUBLINGS);
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longest));
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

  private static void rollBack(EntityTransaction transaction, Throwable why) {
    try {
      if (transaction.isActive()) {
        transaction.rollback();
      }
    } catch (RuntimeException e) {
      why.addSuppressed(e);
    }
  }
}
