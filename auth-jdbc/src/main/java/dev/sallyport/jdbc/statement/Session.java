package dev.sallyport.jdbc.statement;

import static java.util.stream.Collectors.joining;

import dev.sallyport.jdbc.connection.Database;
import dev.sallyport.spi.StoreSetupException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Connection of one transaction. Statements have named parameters such as {@code :id}; every value
 * is passed as a parameter of a prepared statement.
 *
 * <p>Transactions take all their locks, by updates, before they read without a lock. MariaDB's
 * transactions keep the snapshot of their first such read, and PostgreSQL's with repeatable read
 * fail if a locked row was changed since they began; they are then repeated.
 */
public final class Session {
  private final Connection connection;
  private final Database database;

  Session(Connection connection, Database database) {
    this.connection = connection;
    this.database = database;
  }

  /** Reading of one row. */
  @FunctionalInterface
  public interface RowReader<T> {
    /** Returns the value in a row. */
    T read(Row row) throws SQLException;
  }

  /**
   * Runs a query.
   *
   * @param parameters values by name; a collection fills a list such as {@code in (:ids)}
   * @return the values of all rows, in their order
   */
  public <T> List<T> query(String sql, Map<String, ?> parameters, RowReader<T> reader)
      throws SQLException {
    NamedStatement named = NamedStatement.of(sql, parameters);
    try (PreparedStatement statement = connection.prepareStatement(named.sql())) {
      set(statement, named.values());
      try (ResultSet rows = statement.executeQuery()) {
        List<T> values = new ArrayList<>();
        while (rows.next()) {
          values.add(reader.read(new Row(rows, database)));
        }
        return values;
      }
    }
  }

  /** Runs a query and returns the value of its first row. */
  public <T> Optional<T> first(String sql, Map<String, ?> parameters, RowReader<T> reader)
      throws SQLException {
    return query(sql, parameters, reader).stream().findFirst();
  }

  /** Runs a query for a single number, such as a count. */
  public long number(String sql, Map<String, ?> parameters) throws SQLException {
    return first(sql, parameters, row -> row.numberAt(1)).orElse(0L);
  }

  /** Runs a statement and returns the number of changed rows. */
  public int update(String sql, Map<String, ?> parameters) throws SQLException {
    NamedStatement named = NamedStatement.of(sql, parameters);
    try (PreparedStatement statement = connection.prepareStatement(named.sql())) {
      set(statement, named.values());
      return statement.executeUpdate();
    }
  }

  /**
   * Runs a statement for several sets of parameters.
   *
   * @return whether each changed exactly one row
   * @throws StoreSetupException if the driver does not report the number of changed rows
   */
  public boolean updateEach(String sql, Collection<? extends Map<String, ?>> sets)
      throws SQLException {
    int[] counts = batch(sql, sets);
    if (Arrays.stream(counts).anyMatch(count -> count == Statement.SUCCESS_NO_INFO)) {
      throw new StoreSetupException(
          "The JDBC driver does not report how many rows a batch changes: configure it to do so,"
              + " with MariaDB by useBulkStmts=false.");
    }
    return Arrays.stream(counts).allMatch(count -> count == 1);
  }

  private int[] batch(String sql, Collection<? extends Map<String, ?>> sets) throws SQLException {
    if (sets.isEmpty()) {
      return new int[0];
    }
    NamedStatement first = NamedStatement.of(sql, sets.iterator().next());
    try (PreparedStatement statement = connection.prepareStatement(first.sql())) {
      for (Map<String, ?> parameters : sets) {
        set(statement, NamedStatement.of(sql, parameters).values());
        statement.addBatch();
      }
      return statement.executeBatch();
    }
  }

  /** Inserts rows, given by the values of their columns. */
  public void insert(String table, Collection<? extends Map<String, ?>> rows) throws SQLException {
    if (!rows.isEmpty()) {
      List<String> columns = List.copyOf(rows.iterator().next().keySet());
      String places = columns.stream().map(column -> ":" + column).collect(joining(", "));
      batch(
          "insert into %s (%s) values (%s)".formatted(table, String.join(", ", columns), places),
          rows);
    }
  }

  /**
   * Returns a query of rows that this transaction has locked, by which they are read as they are
   * now. MariaDB would return them as they were at the first query of the host's transaction.
   */
  public String ofLocked(String sql) {
    return database == Database.MARIADB ? sql + " for update" : sql;
  }

  /** Undoes all changes of the transaction so far and gives up its locks. */
  public void undo() throws SQLException {
    connection.rollback();
  }

  private void set(PreparedStatement statement, List<@Nullable Object> values) throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      statement.setObject(i + 1, database.parameter(values.get(i)));
    }
  }
}
