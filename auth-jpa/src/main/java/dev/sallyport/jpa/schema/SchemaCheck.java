package dev.sallyport.jpa.schema;

import dev.sallyport.jpa.connection.DatabaseFailure;
import dev.sallyport.spi.StoreException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Whether a database has the tables that Sallyport reads and writes. Changes nothing.
 *
 * <p>Looks at tables as queries see them, through the user's own search path.
 */
public final class SchemaCheck {
  private static final String AUDIT_HEAD = "select id from sallyport_audit_head where id = 1";

  private final DataSource source;

  public SchemaCheck(DataSource source) {
    this.source = source;
  }

  /**
   * Makes sure that the schema fits.
   *
   * @param withOwners whether accounts and users are kept there too
   * @throws StoreException if it does not fit, or the database cannot be reached; one sentence
   */
  public void requireFit(boolean withOwners) {
    try (Connection connection = source.getConnection()) {
      String product = connection.getMetaData().getDatabaseProductName();
      Optional<String> denial = denial(connection, Database.ofProduct(product), withOwners);
      if (denial.isPresent()) {
        throw new StoreException(refusal(product, denial.get()));
      }
    } catch (SQLException e) {
      throw unreachable(e);
    }
  }

  /** What to say of a database that did not even answer what it is. */
  static StoreException unreachable(SQLException e) {
    DatabaseFailure failure = DatabaseFailure.of(e);
    return new StoreException(
        "The database of Sallyport's keys could not be opened: %s.".formatted(failure.summary()),
        failure);
  }

  private static Optional<String> denial(
      Connection connection, Optional<Database> database, boolean withOwners) throws SQLException {
    for (RequiredTable table : RequiredTable.all(withOwners)) {
      Optional<String> denial = denial(connection, table, database);
      if (denial.isPresent()) {
        return denial;
      }
    }
    if (!isUnique(connection, RequiredTable.KEYS.name(), "lookup_id")) {
      return Optional.of("table sallyport_key has no unique index on the column lookup_id alone");
    }
    return hasRow(connection, AUDIT_HEAD)
        ? Optional.empty()
        : Optional.of("table sallyport_audit_head has no row with the id 1");
  }

  private static Optional<String> denial(
      Connection connection, RequiredTable table, Optional<Database> database) throws SQLException {
    String query = "select * from " + table.name() + " where 1 = 0";
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      for (RequiredColumn column : table.columns()) {
        Optional<String> denial = column.denial(rows.getMetaData(), database);
        if (denial.isPresent()) {
          return denial.map(it -> "table " + table.name() + " " + it);
        }
      }
      return Optional.empty();
    } catch (SQLException e) {
      if (DatabaseFailure.of(e).isUnreachable()) {
        throw e;
      }
      return Optional.of("database has no table " + table.name() + " that its user may read");
    }
  }

  private static boolean hasRow(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.next();
    }
  }

  private static boolean isUnique(Connection connection, String table, String column)
      throws SQLException {
    DatabaseMetaData metaData = connection.getMetaData();
    String stored = metaData.storesUpperCaseIdentifiers() ? table.toUpperCase(Locale.ROOT) : table;
    Map<String, List<String>> columnsByIndex = new HashMap<>();
    try (ResultSet indexes =
        metaData.getIndexInfo(connection.getCatalog(), null, stored, true, true)) {
      while (indexes.next()) {
        String index = indexes.getString("TABLE_SCHEM") + "." + indexes.getString("INDEX_NAME");
        columnsByIndex
            .computeIfAbsent(index, name -> new ArrayList<>())
            .add(String.valueOf(indexes.getString("COLUMN_NAME")).toLowerCase(Locale.ROOT));
      }
    }
    return columnsByIndex.containsValue(List.of(column));
  }

  private static String refusal(String product, String denial) {
    String remedy =
        Database.ofProduct(product)
            .map(
                it ->
                    ("run those of the scripts %s/*.sql of auth-jpa's jar that were not run yet, in"
                            + " order, or set schema=migrate")
                        .formatted(it.scripts()))
            .orElse("there are scripts for %s only".formatted(Database.products()));
    return "The %s %s: %s.".formatted(product, denial, remedy);
  }
}
