package dev.sallyport.jdbc;

import dev.sallyport.spi.StoreException;
import dev.sallyport.transaction.HostTransaction;
import dev.sallyport.transaction.HostTransaction.Outcome;
import dev.sallyport.transaction.HostTransactions;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
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
    return switch (registry.getTransactionStatus()) {
      case Status.STATUS_NO_TRANSACTION, Status.STATUS_COMMITTED -> Optional.empty();
      case Status.STATUS_ACTIVE, Status.STATUS_MARKED_ROLLBACK -> Optional.of(new Joined(registry));
      default ->
          throw new StoreException(
              "The JTA transaction of this thread is ending or was rolled back, such as after its"
                  + " timeout: end it before calling Sallyport.");
    };
  }

  private record Joined(TransactionSynchronizationRegistry registry) implements HostTransaction {
    @Override
    public <T> Optional<T> resource(Class<T> type) {
      return Optional.empty(); // the data source knows the connection
    }

    @Override
    public void afterCompletion(Consumer<Outcome> action) {
      Completion completion = (Completion) registry.getResource(JtaTransactions.class);
      if (completion == null && registry.getTransactionStatus() == Status.STATUS_ACTIVE) {
        completion = new Completion(new ArrayList<>());
        registry.registerInterposedSynchronization(completion);
        registry.putResource(JtaTransactions.class, completion);
      }
      if (completion != null) { // else never committed
        completion.actions.add(action);
      }
    }

    @Override
    public void setRollbackOnly() {
      registry.setRollbackOnly();
    }
  }

  /** Actions of one transaction; the order of several synchronizations is undefined in JTA. */
  private record Completion(List<Consumer<Outcome>> actions) implements Synchronization {
    @Override
    public void beforeCompletion() {
      // nothing is pending
    }

    @Override
    public void afterCompletion(int status) {
      Outcome outcome =
          switch (status) {
            case Status.STATUS_COMMITTED -> Outcome.COMMITTED;
            case Status.STATUS_ROLLEDBACK -> Outcome.ROLLED_BACK;
            default -> Outcome.UNKNOWN;
          };
      actions.forEach(action -> action.accept(outcome));
    }
  }
}
