package dev.sallyport.transaction;

import java.util.Optional;

/**
 * Source of the host's transactions, such as a transaction manager. Given to a store, it lets calls
 * of the Java API take part in the transaction of the calling thread. Thread-safe.
 *
 * <pre>{@code
 * HostTransactions transactions = () -> Optional.ofNullable(currentOfThisThread());
 * Backend backend = JdbcBackend.on(dataSource, SchemaMode.VALIDATE, transactions);
 * }</pre>
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface HostTransactions {
  /**
   * Returns the transaction of the calling thread.
   *
   * @return empty if there is none, or if it has ended and only its completion is being reported
   */
  Optional<HostTransaction> current();

  /** Returns a source without transactions. */
  static HostTransactions none() {
    return Optional::empty;
  }

  /** Runs an action after the commit of the current transaction; at once if there is none. */
  default void afterCommit(Runnable action) {
    current().ifPresentOrElse(transaction -> transaction.afterCommit(action), () -> action.run());
  }
}
