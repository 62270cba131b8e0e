package dev.sallyport.transaction;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * An open transaction of the host, on the thread that it belongs to. The host begins and ends it.
 *
 * <pre>{@code
 * Optional<Connection> connection = transaction.resource(Connection.class);
 * transaction.afterCompletion(outcome -> cache.invalidate(id));
 * }</pre>
 *
 * @since 0.1.0
 */
public interface HostTransaction {
  /**
   * Returns the connection or the entity manager of this transaction. The caller neither closes it
   * nor ends the transaction.
   *
   * @param type {@code java.sql.Connection} or {@code jakarta.persistence.EntityManager}
   * @return empty if the transaction has none of this type, or if the store's data source takes
   *     part in the transaction by itself, as with JTA
   */
  <T> Optional<T> resource(Class<T> type);

  /**
   * Runs an action once the transaction has ended, in the order of registration, whatever its
   * outcome. The action throws no exception.
   */
  void afterCompletion(Consumer<Outcome> action);

  /** Marks this transaction, so that it can only be rolled back. */
  void setRollbackOnly();

  /** How a transaction has ended. */
  enum Outcome {
    COMMITTED,
    ROLLED_BACK,
    /** The host did not say, or the database did not answer: it may have been committed. */
    UNKNOWN
  }
}
