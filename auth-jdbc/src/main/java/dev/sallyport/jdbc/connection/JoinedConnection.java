package dev.sallyport.jdbc.connection;

import dev.sallyport.spi.StoreException;
import dev.sallyport.transaction.HostTransaction;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Connection of the host's transaction that looks like one of Sallyport's own: a transaction on it
 * lasts from one savepoint to its release, and a rollback returns to the savepoint. It neither ends
 * the host's transaction nor changes its mode.
 *
 * <p>Savepoints are set by statements: pools and drivers refuse the methods of {@link Connection}
 * in transactions of JTA. If there is no savepoint to return to, a rollback marks the host's
 * transaction for rollback.
 */
final class JoinedConnection implements InvocationHandler {
  private static final String SAVEPOINT = "sallyport_call";

  private final Connection connection;
  private final HostTransaction transaction;
  private final boolean isOwnHandle;
  private boolean isBegun;
  private boolean isClosed;
  private boolean hasSavepoint;

  private JoinedConnection(Connection connection, HostTransaction transaction, boolean isOwn) {
    this.connection = connection;
    this.transaction = transaction;
    this.isOwnHandle = isOwn;
  }

  /**
   * Wraps a connection.
   *
   * @param isOwnHandle whether closing the result closes the connection
   */
  static Connection of(Connection connection, HostTransaction transaction, boolean isOwnHandle) {
    return Connection.class.cast(
        Proxy.newProxyInstance(
            JoinedConnection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            new JoinedConnection(connection, transaction, isOwnHandle)));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object[] arguments)
      throws Throwable {
    return switch (method.getName()) {
      case "getAutoCommit" -> !isBegun;
      case "setAutoCommit" -> setAutoCommit(Boolean.TRUE.equals(arguments[0]));
      case "commit" -> release();
      case "rollback" -> rollBack();
      case "close" -> close();
      case "isClosed" -> isClosed || connection.isClosed();
      default -> call(method, arguments);
    };
  }

  private @Nullable Object call(Method method, @Nullable Object[] arguments) throws Throwable {
    try {
      return method.invoke(connection, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private @Nullable Object setAutoCommit(boolean autoCommit) throws SQLException {
    if (autoCommit) {
      release();
      isBegun = false;
    } else if (!isBegun) {
      execute("savepoint " + SAVEPOINT);
      isBegun = true;
      hasSavepoint = true;
    }
    return null;
  }

  private @Nullable Object release() {
    if (hasSavepoint) {
      hasSavepoint = false;
      require("release savepoint " + SAVEPOINT);
    }
    return null;
  }

  private @Nullable Object rollBack() {
    require("rollback to savepoint " + SAVEPOINT);
    return null;
  }

  /** After some errors, such as a deadlock, the database has rolled back all, and the savepoint. */
  private void require(String sql) {
    if (!isExecuted(sql)) {
      transaction.setRollbackOnly();
      throw new StoreException(
          "A call of Sallyport in the host's transaction could not be undone, so that the transaction"
              + " was marked for rollback.");
    }
  }

  private boolean isExecuted(String sql) {
    try {
      execute(sql);
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private @Nullable Object close() throws SQLException {
    if (!isClosed) {
      isClosed = true;
      if (isOwnHandle) {
        connection.close();
      }
    }
    return null;
  }
}
