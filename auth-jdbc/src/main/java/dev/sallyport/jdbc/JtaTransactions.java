package dev.sallyport.jdbc;

import dev.sallyport.transaction.HostTransaction;
import dev.sallyport.transaction.HostTransactions;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * Transactions of JTA. Calls take part in them if the data source of the store enlists its
 * connections. Thread-safe.
 *
 * <p>Used automatically with the setting {@code data-source}, if JNDI has a registry.
 *
 * <pre>{@code
 * Backend backend =
 *     JdbcBackend.on(dataSource, SchemaMode.VALIDATE, new JtaTransactions(registry));
 * }</pre>
 *
 * @since 0.1.0
 */
@SuppressWarnings("exports") // modules of hosts with JTA require jakarta.transaction themselves
public final class JtaTransactions implements HostTransactions {
  private static final String NAME = "java:comp/TransactionSynchronizationRegistry";

  private final TransactionSynchronizationRegistry registry;

  /**
   * Creates a view of the transactions.
   *
   * @param registry the registry of the host's transaction manager
   */
  public JtaTransactions(TransactionSynchronizationRegistry registry) {
    this.registry = registry;
  }

  /**
   * Returns the transactions of the registry at {@value #NAME}.
   *
   * @return a source without transactions if there is no registry, or no JTA at all
   */
  @SuppressWarnings("BanJNDI") // a constant name
  public static HostTransactions find() {
    try {
      return InitialContext.doLookup(NAME) instanceof TransactionSynchronizationRegistry registry
          ? new JtaTransactions(registry)
          : HostTransactions.none();
    } catch (NamingException | LinkageError withoutJta) {
      return HostTransactions.none();
    }
  }

  @Override
  public Optional<HostTransaction> current() {
    int status = registry.getTransactionStatus();
    return status == Status.STATUS_ACTIVE || status == Status.STATUS_MARKED_ROLLBACK
        ? Optional.of(new Joined(registry))
        : Optional.empty();
  }

  private record Joined(TransactionSynchronizationRegistry registry) implements HostTransaction {
    @Override
    public <T> Optional<T> resource(Class<T> type) {
      return Optional.empty(); // the data source knows the connection
    }

    @Override
    public void afterCommit(Runnable action) {
      if (registry.getTransactionStatus() == Status.STATUS_ACTIVE) { // else never committed
        registry.registerInterposedSynchronization(new AfterCommit(action));
      }
    }

    @Override
    public void setRollbackOnly() {
      registry.setRollbackOnly();
    }
  }

  private record AfterCommit(Runnable action) implements Synchronization {
    @Override
    public void beforeCompletion() {
      // nothing is pending
    }

    @Override
    public void afterCompletion(int status) {
      if (status == Status.STATUS_COMMITTED) {
        action.run();
      }
    }
  }
}
