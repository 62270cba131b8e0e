package dev.sallyport.jdbc.statement;

import dev.sallyport.jdbc.connection.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Row of a query, read by the names of its columns. */
public final class Row {
  private final ResultSet rows;
  private final Database database;

  Row(ResultSet rows, Database database) {
    this.rows = rows;
    this.database = database;
  }

  /**
   * Returns a text.
   *
   * @throws NullPointerException if the column is null
   */
  public String text(String column) throws SQLException {
    return Objects.requireNonNull(rows.getString(column), column);
  }

  /** Returns a text; null for null. */
  public @Nullable String nullableText(String column) throws SQLException {
    return rows.getString(column);
  }

  /** Returns a number; 0 for null. */
  public long number(String column) throws SQLException {
    return rows.getLong(column);
  }

  /** Returns a number; null for null. */
  public @Nullable Long nullableNumber(String column) throws SQLException {
    long number = rows.getLong(column);
    return rows.wasNull() ? null : number;
  }

  /** Returns the number in a column, counted from 1; 0 for null. */
  public long numberAt(int column) throws SQLException {
    return rows.getLong(column);
  }

  /** Returns a boolean; false for null. */
  public boolean flag(String column) throws SQLException {
    return rows.getBoolean(column);
  }

  /** Returns a boolean; null for null. */
  public @Nullable Boolean nullableFlag(String column) throws SQLException {
    boolean flag = rows.getBoolean(column);
    return rows.wasNull() ? null : flag;
  }

  /**
   * Returns an instant.
   *
   * @throws NullPointerException if the column is null
   */
  public Instant instant(String column) throws SQLException {
    return Objects.requireNonNull(database.instant(rows, column), column);
  }

  /** Returns an instant; null for null, and for a date of MariaDB that does not exist. */
  public @Nullable Instant nullableInstant(String column) throws SQLException {
    return database.instant(rows, column);
  }
}
