package dev.sallyport.transaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Block in which calls of the Java API on this thread use a connection or an entity manager of the
 * host, and take part in its transaction.
 *
 * <p>Commit by {@link #commit}: only then are caches invalidated and events published. Closing the
 * scope ends the block and discards them; it neither rolls back nor closes anything. Not
 * thread-safe.
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
  private final Runnable unbind;
  private final List<Runnable> actions = new ArrayList<>();
  private boolean isRollbackOnly;

  TransactionScope(Object resource, Runnable unbind) {
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
   * Commits the host's transaction, ends the block, invalidates caches and publishes events.
   *
   * @param commit commits the transaction, such as {@code connection::commit}
   * @throws IllegalStateException if the transaction can only be rolled back, because a call failed
   *     and could not be undone by itself
   */
  public <E extends Exception> void commit(Commit<E> commit) throws E {
    if (isRollbackOnly) {
      throw new IllegalStateException(
          "The transaction can only be rolled back, because a call of Sallyport failed in it.");
    }
    commit.run();
    unbind.run();
    actions.forEach(Runnable::run);
    actions.clear();
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
  public void afterCommit(Runnable action) {
    actions.add(action);
  }

  @Override
  public void setRollbackOnly() {
    isRollbackOnly = true;
  }

  @Override
  public void close() {
    unbind.run();
  }
}
