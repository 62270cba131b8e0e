package dev.sallyport.jdbc.schema;

import dev.sallyport.spi.StoreException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Checks and enforces auto-commit on the connections of a data source. */
public final class AutoCommit {
  private AutoCommit() {}

  /**
   * Returns whether a connection of the data source commits each statement automatically. A host
   * may have configured its pool either way.
   *
   * @throws StoreException if the database cannot be reached
   */
  public static boolean isEnabled(DataSource source) {
    try (Connection connection = source.getConnection()) {
      return connection.getAutoCommit();
    } catch (SQLException e) {
      throw SchemaCheck.unreachable(e);
    }
  }

  /**
   * Returns a data source whose connections all have auto-commit enabled.
   *
   * <p>Some pools hand out connections on which another user has disabled auto-commit. There a
   * single query would begin a transaction that is never ended, and the next query would read from
   * its snapshot.
   */
  public static DataSource enforce(DataSource source) {
    return DataSource.class.cast(
        Proxy.newProxyInstance(
            AutoCommit.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              try {
                return withAutoCommit(method.invoke(source, arguments));
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private static @Nullable Object withAutoCommit(@Nullable Object answer) throws SQLException {
    if (answer instanceof Connection connection) {
      try {
        enable(connection);
      } catch (SQLException e) {
        close(connection, e);
        throw e;
      }
    }
    return answer;
  }

  private static void enable(Connection connection) throws SQLException {
    if (!connection.getAutoCommit()) {
      connection.rollback(); // an open transaction belongs to other code and must not be committed
      connection.setAutoCommit(true);
    }
  }

  /** Closes a connection that the caller does not get, so that it goes back to its pool. */
  private static void close(Connection connection, SQLException failure) {
    try {
      connection.close();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }
}
