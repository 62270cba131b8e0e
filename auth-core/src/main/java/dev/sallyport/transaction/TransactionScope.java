package dev.sallyport.transaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Block in which calls of the Java API on this thread use a connection or an entity manager of the
 * host, and take part in its transaction.
 *
 * <p>Commit by {@link #commit}: then caches are invalidated and events published. Closing the scope
 * ends the block without events; it neither rolls back nor closes anything. Not thread-safe.
 *
 * <pre>{@code
 * connection.setAutoCommit(false);
 * try (TransactionScope scope = sallyport.join(connection)) {
 *   users.insert(connection, owner);
 *   sallyport.keys().create(CreateKeyRequest.of(owner, "first"));
 *   scope.commit(connection::commit);
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public final class TransactionScope implements HostTransaction, AutoCloseable {
  private final Object resource;
  private final Consumer<TransactionScope> unbind;
  private final List<Consumer<Outcome>> actions = new ArrayList<>();
  private boolean isRollbackOnly;
  private boolean isEnded;

  TransactionScope(Object resource, Consumer<TransactionScope> unbind) {
    this.resource = resource;
    this.unbind = unbind;
  }

  /**
   * A commit that may fail.
   *
   * @param <E> how it fails
   */
  @FunctionalInterface
  public interface Commit<E extends Exception> {
    /** Commits the host's transaction. */
    void run() throws E;
  }

  /**
   * Commits the host's transaction, ends the block, invalidates caches and publishes events. If the
   * commit fails, caches are invalidated nevertheless, because it may have reached the database.
   *
   * @param commit commits the transaction, such as {@code connection::commit}
   * @throws IllegalStateException if the transaction can only be rolled back, because a call failed
   *     and could not be undone by itself, or if the block has ended
   */
  public <E extends Exception> void commit(Commit<E> commit) throws E {
    if (isRollbackOnly) {
      throw new IllegalStateException(
          "The transaction can only be rolled back, because a call of Sallyport failed in it.");
    }
    if (isEnded) {
      throw new IllegalStateException(
          "The block has ended: call join again for another transaction.");
    }
    Outcome outcome = Outcome.UNKNOWN;
    try {
      commit.run();
      outcome = Outcome.COMMITTED;
    } finally {
      end(outcome);
    }
  }

  private void end(Outcome outcome) {
    if (!isEnded) {
      isEnded = true;
      unbind.accept(this);
      actions.forEach(action -> action.accept(outcome));
    }
  }

  /** Returns whether the transaction can only be rolled back. */
  public boolean isRollbackOnly() {
    return isRollbackOnly;
  }

  @Override
  public <T> Optional<T> resource(Class<T> type) {
    return type.isInstance(resource) ? Optional.of(type.cast(resource)) : Optional.empty();
  }

  @Override
  public void afterCompletion(Consumer<Outcome> action) {
    actions.add(action);
  }

  @Override
  public void setRollbackOnly() {
    isRollbackOnly = true;
  }

  @Override
  public void close() {
    end(Outcome.UNKNOWN); // the host may have committed by itself
  }
}
