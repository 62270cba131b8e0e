package dev.sallyport.transaction;

import dev.sallyport.transaction.HostTransaction.Outcome;
import java.util.Optional;
import java.util.function.Consumer;

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
   * <p>A transaction that has been committed must not be returned while callbacks are told of it:
   * what is written on its connection then may never be committed. Spring, for example, reports it
   * as active during {@code afterCommit}.
   *
   * @return empty if there is none, or if it has ended
   * @throws dev.sallyport.spi.StoreException if the transaction is ending, or was rolled back
   *     although the thread still belongs to it
   */
  Optional<HostTransaction> current();

  /** Returns a source without transactions. */
  static HostTransactions none() {
    return Optional::empty;
  }

  /**
   * Runs an action once the current transaction has ended; at once, as after a commit, if there is
   * none.
   */
  default void afterCompletion(Consumer<Outcome> action) {
    current()
        .ifPresentOrElse(
            transaction -> transaction.afterCompletion(action),
            () -> action.accept(Outcome.COMMITTED));
  }
}
