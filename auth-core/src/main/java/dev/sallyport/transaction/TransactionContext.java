package dev.sallyport.transaction;

import java.util.Optional;

/**
 * The host's transactions as a store sees them: the one that the host hands over on this thread,
 * otherwise the one of its transaction manager. Thread-safe.
 *
 * <pre>{@code
 * TransactionContext transactions =
 *     new TransactionContext(Connection.class, HostTransactions.none());
 * }</pre>
 *
 * @since 0.1.0
 */
public final class TransactionContext implements HostTransactions {
  private final Class<?> type;
  private final HostTransactions ofManager;

  @SuppressWarnings("ThreadLocalUsage") // one for each store, removed when the scope ends
  private final ThreadLocal<TransactionScope> scope = new ThreadLocal<>();

  /**
   * Creates a context.
   *
   * @param type what the store needs of a transaction: {@code java.sql.Connection} or {@code
   *     jakarta.persistence.EntityManager}
   * @param ofManager the transactions of the host's transaction manager
   */
  public TransactionContext(Class<?> type, HostTransactions ofManager) {
    this.type = type;
    this.ofManager = ofManager;
  }

  /**
   * Begins a block in which this thread's calls use a resource of the host.
   *
   * @throws IllegalArgumentException if the store cannot use a resource of this type
   * @throws IllegalStateException if this thread is in such a block already
   */
  public TransactionScope join(Object resource) {
    if (!type.isInstance(resource)) {
      throw new IllegalArgumentException(
          "Expected a %s, which this store needs, not a %s."
              .formatted(type.getName(), resource.getClass().getName()));
    }
    if (scope.get() != null) {
      throw new IllegalStateException("This thread has joined a transaction already.");
    }
    TransactionScope joined = new TransactionScope(resource, this::unbind);
    scope.set(joined);
    return joined;
  }

  /** Another thread than the scope's may close it. */
  private void unbind(TransactionScope ended) {
    if (scope.get() == ended) {
      scope.remove();
    }
  }

  @Override
  public Optional<HostTransaction> current() {
    TransactionScope joined = scope.get();
    return joined == null ? ofManager.current() : Optional.of(joined);
  }
}
