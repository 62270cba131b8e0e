package dev.sallyport.jdbc.connection;

import dev.sallyport.spi.StoreException;
import dev.sallyport.transaction.HostTransaction;
import dev.sallyport.transaction.HostTransactions;
import dev.sallyport.transaction.TransactionContext;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Data source that returns the connection of the host's transaction while there is one, otherwise
 * connections of another data source. Thread-safe.
 */
public final class JoiningDataSource {
  private static final int VALIDATION_SECONDS = 5;

  private final DataSource ofHost;
  private final DataSource own;
  private final boolean canBeEnlisted;
  private final HostTransactions manager;
  private final TransactionContext transactions;
  private volatile boolean isKnownToEnlist;

  /**
   * Creates a data source.
   *
   * @param ofHost the host's data source, which may enlist its connections in JTA's transactions
   * @param own source of the connections outside of them
   * @param canBeEnlisted whether connections of the host's data source have auto-commit by default,
   *     so that one without it is known to be enlisted
   * @param manager transactions of the host
   */
  public JoiningDataSource(
      DataSource ofHost, DataSource own, boolean canBeEnlisted, HostTransactions manager) {
    this.ofHost = ofHost;
    this.own = own;
    this.canBeEnlisted = canBeEnlisted;
    this.manager = manager;
    this.transactions = new TransactionContext(Connection.class, this::joinable);
  }

  /** Returns the transactions in which connections of this data source take part. */
  public TransactionContext transactions() {
    return transactions;
  }

  /** Returns the data source. */
  public DataSource source() {
    return DataSource.class.cast(
        Proxy.newProxyInstance(
            JoiningDataSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              Optional<HostTransaction> current =
                  method.getName().equals("getConnection")
                      ? transactions.current()
                      : Optional.empty();
              if (current.isPresent()) {
                return connection(current.get());
              }
              try {
                return method.invoke(own, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private Connection connection(HostTransaction transaction) throws SQLException {
    Optional<Connection> handedOver = transaction.resource(Connection.class);
    if (handedOver.isEmpty()) {
      return JoinedConnection.of(ofHost.getConnection(), transaction, true);
    }
    if (handedOver.get().getAutoCommit()) {
      throw new StoreException(
          "The connection of the host's transaction is in auto-commit mode: begin the transaction"
              + " by setAutoCommit(false).");
    }
    return JoinedConnection.of(handedOver.get(), transaction, false);
  }

  private Optional<HostTransaction> joinable() {
    return manager
        .current()
        .filter(it -> it.resource(Connection.class).isPresent() || isEnlisted());
  }

  /** A connection loses auto-commit when its pool enlists it in JTA's transaction. */
  private boolean isEnlisted() {
    if (!isKnownToEnlist && canBeEnlisted) {
      isKnownToEnlist = isEnlisting();
    }
    return isKnownToEnlist;
  }

  private boolean isEnlisting() {
    try (Connection connection = ofHost.getConnection()) {
      return !connection.getAutoCommit() || isCommitRefused(connection);
    } catch (SQLException e) {
      DatabaseFailure failure = DatabaseFailure.of(e);
      throw new StoreException(
          "Could not connect in the host's transaction: " + failure.summary(), failure);
    }
  }

  /**
   * Open Liberty enlists at the first statement, and reports auto-commit even then. If the host
   * holds a handle of the same connection, auto-commit cannot be changed either.
   */
  private static boolean isCommitRefused(Connection connection) throws SQLException {
    connection.createStatement().close();
    try {
      connection.setAutoCommit(false);
      connection.commit(); // nothing, unless it is enlisted
    } catch (SQLException e) {
      if (connection.isValid(VALIDATION_SECONDS)) {
        return true;
      }
      throw e;
    }
    connection.setAutoCommit(true);
    return false;
  }
}
