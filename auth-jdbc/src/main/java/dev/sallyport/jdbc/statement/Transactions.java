package dev.sallyport.jdbc.statement;

import dev.sallyport.jdbc.connection.Database;
import dev.sallyport.jdbc.connection.Retry;
import dev.sallyport.spi.StoreException;
import dev.sallyport.transaction.HostTransactions;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Runner of work in separate transactions, each on its own connection. On auto-commit connections a
 * single query runs without a transaction, which saves the database one of two round trips.
 *
 * <p>Work that fails with a deadlock or a serialization failure is repeated, see {@link Retry}.
 * Within a transaction of the host it is not, and the data source returns connections of that
 * transaction, on which a transaction of this class is a savepoint. Thread-safe, like the data
 * source.
 */
public final class Transactions {
  private final DataSource source;
  private final HostTransactions joined;
  private volatile @Nullable Database database;

  /** Creates a runner that joins no transactions. It connects on first use. */
  public Transactions(DataSource source) {
    this(source, HostTransactions.none());
  }

  /**
   * Creates a runner. It connects on first use.
   *
   * @param joined the transactions whose connections the data source returns
   */
  public Transactions(DataSource source, HostTransactions joined) {
    this.source = source;
    this.joined = joined;
  }

  /** Statements of a transaction. */
  @FunctionalInterface
  public interface Work<T> {
    /** Runs the statements. */
    T apply(Session session) throws SQLException;
  }

  /**
   * Runs work in a transaction, then commits it.
   *
   * @param doing what the work does, to follow "Could not"
   * @return the result of the work
   * @throws StoreException if the database fails; its message and causes contain no values of rows
   */
  public <T> T run(String doing, Work<T> work) {
    return Retry.run(
        doing,
        joined.current().isPresent(),
        () -> {
          try (Connection connection = source.getConnection()) {
            return inTransaction(connection, work);
          }
        });
  }

  /**
   * Runs a single query that takes no locks.
   *
   * @param doing what the query does, to follow "Could not"
   * @return the result of the query
   * @throws StoreException if the database fails; its message and causes contain no values of rows
   */
  public <T> T read(String doing, Work<T> query) {
    boolean isJoined = joined.current().isPresent(); // a failed query must not end its transaction
    return Retry.run(
        doing,
        isJoined,
        () -> {
          try (Connection connection = source.getConnection()) {
            return connection.getAutoCommit() && !isJoined
                ? query.apply(session(connection))
                : inTransaction(connection, query);
          }
        });
  }

  /**
   * Changes rows in a transaction. It is rolled back if the result is false: a lock that is given
   * up without a change does not make the transactions that wait for it fail.
   */
  public boolean change(String doing, Work<Boolean> work) {
    return run(
        doing,
        session -> {
          boolean isDone = work.apply(session);
          if (!isDone) {
            session.undo();
          }
          return isDone;
        });
  }

  private <T> T inTransaction(Connection connection, Work<T> work) throws SQLException {
    boolean isAutoCommit = connection.getAutoCommit();
    if (isAutoCommit) {
      connection.setAutoCommit(false);
    } else {
      connection.rollback(); // an open transaction belongs to other code and must not be committed
    }
    try {
      T result = work.apply(session(connection));
      connection.commit();
      if (isAutoCommit) {
        connection.setAutoCommit(true);
      }
      return result;
    } catch (SQLException | RuntimeException | Error e) {
      reset(connection, isAutoCommit, e);
      throw e;
    }
  }

  private static void reset(Connection connection, boolean isAutoCommit, Throwable cause) {
    try {
      connection.rollback();
      if (isAutoCommit) {
        connection.setAutoCommit(true);
      }
    } catch (SQLException | StoreException e) {
      cause.addSuppressed(e);
    }
  }

  private Session session(Connection connection) throws SQLException {
    Database known = database;
    if (known == null) {
      known = Database.of(connection);
      database = known;
    }
    return new Session(connection, known);
  }
}
