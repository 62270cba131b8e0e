package dev.sallyport.spring.internal;

import dev.sallyport.transaction.HostTransaction;
import dev.sallyport.transaction.HostTransactions;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Transactions of Spring on one data source, of {@code JdbcTransactionManager} and {@code
 * JpaTransactionManager} alike. Thread-safe.
 *
 * <p>Those that are read-only or on another data source are not joined. As a listener, it knows of
 * each transaction from its beginning: calls after the commit, as of a {@code
 * TransactionalEventListener}, then have transactions of their own. Transactions of which it was
 * not told are not joined, because their end would not be known.
 */
public final class SpringTransactions
    implements DataSourceTransactions, HostTransactions, TransactionExecutionListener {
  private volatile @Nullable DataSource source;

  /** Creates a source without transactions until it knows the data source. */
  public SpringTransactions() {}

  @Override
  public HostTransactions on(DataSource source) {
    this.source = source;
    return this;
  }

  /**
   * Returns the data source that transaction managers know. Connections of the proxy would take
   * part in the host's transactions by themselves, and the store would end those.
   */
  public static DataSource withoutProxy(DataSource source) {
    return source instanceof TransactionAwareDataSourceProxy proxy
            && proxy.getTargetDataSource() != null
        ? withoutProxy(proxy.getTargetDataSource())
        : source;
  }

  @Override
  public void beforeBegin(TransactionExecution transaction) {
    TransactionSynchronizationManager.unbindResourceIfPossible(this); // managers may tell it twice
    TransactionSynchronizationManager.bindResource(this, Optional.ofNullable(holder()));
  }

  /** A transaction of another manager within one of the data source keeps the connection. */
  @Override
  public void afterBegin(TransactionExecution transaction, @Nullable Throwable failure) {
    Object outer = TransactionSynchronizationManager.unbindResourceIfPossible(this);
    ConnectionHolder begun = holder();
    if (failure == null
        && begun != null
        && outer != null
        && !outer.equals(Optional.of(begun))
        && TransactionSynchronizationManager.isSynchronizationActive()) {
      Joined joined =
          new Joined(begun, TransactionSynchronizationManager.isCurrentTransactionReadOnly());
      TransactionSynchronizationManager.bindResource(begun, joined);
      TransactionSynchronizationManager.registerSynchronization(joined);
    }
  }

  /**
   * Throws if the transaction can only be rolled back; managers then roll it back. Synchronizations
   * can no longer mark it.
   */
  @Override
  public void beforeCommit(TransactionExecution transaction) {
    if (transaction.isNewTransaction()) {
      joined()
          .filter(TransactionSynchronizationManager.getSynchronizations()::contains)
          .ifPresent(Joined::requireCommittable);
    }
  }

  @Override
  public Optional<HostTransaction> current() {
    return joined().map(it -> it);
  }

  /** Returns the thread's transaction on the data source, if calls can take part in it. */
  private Optional<Joined> joined() {
    ConnectionHolder holder = holder();
    return holder != null
            && TransactionSynchronizationManager.isActualTransactionActive()
            && TransactionSynchronizationManager.getResource(holder) instanceof Joined it
            && !it.isReadOnly
            && !it.hasEnded
        ? Optional.of(it)
        : Optional.empty();
  }

  private @Nullable ConnectionHolder holder() {
    DataSource known = source;
    return known != null
            && TransactionSynchronizationManager.getResource(known) instanceof ConnectionHolder it
        ? it
        : null;
  }

  /** A transaction, and what is to be done after its end: before all other actions. */
  private static final class Joined implements HostTransaction, TransactionSynchronization {
    private final ConnectionHolder holder;
    private final boolean isReadOnly;
    private final List<Consumer<Outcome>> actions = new ArrayList<>();
    private boolean isRollbackOnly;
    private boolean hasEnded;

    Joined(ConnectionHolder holder, boolean isReadOnly) {
      this.holder = holder;
      this.isReadOnly = isReadOnly;
    }

    @Override
    public <T> Optional<T> resource(Class<T> type) {
      return type == Connection.class
          ? Optional.of(type.cast(holder.getConnection()))
          : Optional.empty();
    }

    @Override
    public void afterCompletion(Consumer<Outcome> action) {
      actions.add(action);
    }

    @Override
    public void setRollbackOnly() {
      isRollbackOnly = true;
    }

    /**
     * JDBC's manager would commit what was marked after its own check, and report it as rolled
     * back.
     */
    void requireCommittable() {
      if (isRollbackOnly) {
        throw new IllegalStateException(
            "The transaction can only be rolled back, because a call of Sallyport failed in it.");
      }
      if (holder.isRollbackOnly() && !actions.isEmpty()) {
        throw new IllegalStateException(
            "The transaction can only be rolled back, because it was marked so before its commit.");
      }
    }

    @Override
    public void afterCommit() {
      end(Outcome.COMMITTED);
    }

    @Override
    public void afterCompletion(int status) {
      end(status == STATUS_ROLLED_BACK ? Outcome.ROLLED_BACK : Outcome.UNKNOWN);
    }

    private void end(Outcome outcome) {
      if (!hasEnded) {
        hasEnded = true;
        TransactionSynchronizationManager.unbindResourceIfPossible(holder);
        actions.forEach(action -> action.accept(outcome));
      }
    }

    @Override
    public int getOrder() {
      return HIGHEST_PRECEDENCE;
    }
  }
}
