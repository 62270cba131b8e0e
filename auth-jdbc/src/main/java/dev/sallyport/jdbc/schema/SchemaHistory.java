package dev.sallyport.jdbc.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;

import dev.sallyport.jdbc.connection.Database;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Flyway's table of the scripts that have been run. It is read without Flyway, whose classes take
 * longer to load than everything else at the start of a store.
 */
final class SchemaHistory {
  /** Name of the table. */
  static final String TABLE = "sallyport_schema_history";

  private static final List<String> SCRIPTS = List.of("V1__sallyport.sql");

  /** Types of rows that are of no script. {@code TABLE} is that of the table's own creation. */
  private static final Set<String> MARKERS = Set.of("BASELINE", "SCHEMA", "TABLE");

  private SchemaHistory() {}

  /**
   * Returns whether exactly the current scripts have been run, with success, so that Flyway would
   * do nothing. False if that cannot be read.
   */
  static boolean isCurrent(Connection connection, Database database) {
    return run(connection).equals(SCRIPTS.stream().map(it -> row(database, it)).collect(toSet()));
  }

  private static Set<Row> run(Connection connection) {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select * from " + table(connection))) {
      Set<Row> run = new HashSet<>();
      while (rows.next()) {
        if (!MARKERS.contains(rows.getString("type"))) {
          run.add(
              new Row(
                  rows.getString("type"),
                  rows.getString("script"),
                  rows.getInt("checksum"),
                  rows.getBoolean("success")));
        }
      }
      return run;
    } catch (SQLException e) { // before the first migration there is no such table
      return Set.of();
    }
  }

  /** Returns the table in the schema that Flyway would use. */
  private static String table(Connection connection) throws SQLException {
    String quote = connection.getMetaData().getIdentifierQuoteString();
    String schema = connection.getSchema(); // null on MariaDB
    String table = quote + TABLE + quote;
    return schema == null ? table : quote + schema + quote + "." + table;
  }

  /** Computes the checksum as Flyway does, over the lines without their ends. */
  private static Row row(Database database, String script) {
    String file = "/" + database.scripts() + "/" + script;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                requireNonNull(SchemaHistory.class.getResourceAsStream(file), file), UTF_8))) {
      CRC32 checksum = new CRC32();
      lines.lines().forEach(it -> checksum.update(it.getBytes(UTF_8)));
      return new Row("SQL", script, (int) checksum.getValue(), true);
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }

  /** What a row says about a script. */
  private record Row(String type, String script, int checksum, boolean isSuccessful) {}
}
