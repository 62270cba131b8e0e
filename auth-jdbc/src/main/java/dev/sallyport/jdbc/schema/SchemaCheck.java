package dev.sallyport.jdbc.schema;

import dev.sallyport.jdbc.connection.Database;
import dev.sallyport.jdbc.connection.DatabaseFailure;
import dev.sallyport.spi.StoreException;
import dev.sallyport.spi.StoreSetupException;
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
 * Check that a database has the tables Sallyport reads and writes. It changes nothing.
 *
 * <p>Tables are checked as queries see them, through the search path of the database user.
 */
public final class SchemaCheck {
  private static final String AUDIT_HEAD = "select id from sallyport_audit_head where id = 1";

  private final DataSource source;

  /** Creates a check of a database. */
  public SchemaCheck(DataSource source) {
    this.source = source;
  }

  /**
   * Requires that the schema fits.
   *
   * @param withOwners whether accounts and users are stored in this database too
   * @throws StoreException if the schema does not fit or the database cannot be reached; the
   *     message is one sentence
   */
  public void requireFit(boolean withOwners) {
    try (Connection connection = source.getConnection()) {
      String product = connection.getMetaData().getDatabaseProductName();
      Optional<String> mismatch = mismatch(connection, Database.ofProduct(product), withOwners);
      if (mismatch.isPresent()) {
        throw new StoreSetupException(message(product, mismatch.get()));
      }
    } catch (SQLException e) {
      throw unreachable(e);
    }
  }

  /** Returns the exception for a database that did not return its metadata. */
  static StoreException unreachable(SQLException e) {
    DatabaseFailure failure = DatabaseFailure.of(e);
    return new StoreException(
        "Could not connect to the database of Sallyport: %s.".formatted(failure.summary()),
        failure);
  }

  private static Optional<String> mismatch(
      Connection connection, Optional<Database> database, boolean withOwners) throws SQLException {
    for (RequiredTable table : RequiredTable.all(withOwners)) {
      Optional<String> mismatch = mismatch(connection, table, database);
      if (mismatch.isPresent()) {
        return mismatch;
      }
    }
    if (!isUnique(connection, RequiredTable.KEYS.name(), "lookup_id")) {
      return Optional.of("table sallyport_key has no unique index on the column lookup_id alone");
    }
    return hasRow(connection, AUDIT_HEAD)
        ? Optional.empty()
        : Optional.of("table sallyport_audit_head has no row with id 1");
  }

  private static Optional<String> mismatch(
      Connection connection, RequiredTable table, Optional<Database> database) throws SQLException {
    String query = "select * from " + table.name() + " where 1 = 0";
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      for (RequiredColumn column : table.columns()) {
        Optional<String> mismatch = column.mismatch(rows.getMetaData(), database);
        if (mismatch.isPresent()) {
          return mismatch.map(it -> "table " + table.name() + " " + it);
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

  private static String message(String product, String mismatch) {
    String remedy =
        Database.ofProduct(product)
            .map(
                it ->
                    ("run the scripts %s/*.sql of the jar sallyport-jdbc that have not been run yet, in"
                            + " order, or set schema=migrate")
                        .formatted(it.scripts()))
            .orElse("scripts exist only for %s".formatted(Database.products()));
    return "The %s %s: %s.".formatted(product, mismatch, remedy);
  }
}
