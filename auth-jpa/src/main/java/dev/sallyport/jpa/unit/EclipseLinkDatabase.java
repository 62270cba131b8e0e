package dev.sallyport.jpa.unit;

import dev.sallyport.jdbc.connection.Database;
import dev.sallyport.spi.StoreSetupException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DateTimeException;
import java.time.ZoneId;

/** Databases on which EclipseLink stores instants exactly. */
final class EclipseLinkDatabase {
  /** Property of EclipseLink that names a database platform. */
  static final String PLATFORM = "eclipselink.target-database";

  /**
   * The platform for PostgreSQL and H2. That for H2 writes instants as text without a time zone,
   * and truth values as numbers.
   */
  static final String POSTGRESQL = "PostgreSQL";

  private static final String TIME_ZONE =
      "select setting_value from information_schema.settings where setting_name = 'TIME ZONE'";

  private EclipseLinkDatabase() {}

  /**
   * Requires that instants are stored exactly. EclipseLink passes them to the driver as timestamps,
   * which MariaDB's and H2's drivers convert to local times.
   *
   * @throws StoreSetupException if they are not; the message is one sentence with the remedy
   */
  static void requireExactInstants(Connection connection) throws SQLException {
    Database database = Database.of(connection);
    if (database == Database.H2 && !hasFixedOffset(connection)) {
      throw new StoreSetupException(
          "EclipseLink stores instants on H2 exactly only in a time zone with a fixed offset: add"
              + " ;TIME ZONE=UTC to the JDBC URL.");
    }
    if (database != Database.H2 && database != Database.POSTGRESQL) {
      throw new StoreSetupException(
          "store=jpa with EclipseLink supports PostgreSQL and H2 only: set store=jdbc, or"
              + " persistence-provider=hibernate.");
    }
  }

  private static boolean hasFixedOffset(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(TIME_ZONE)) {
      return row.next() && ZoneId.of(row.getString(1)).getRules().isFixedOffset();
    } catch (DateTimeException e) {
      return false;
    }
  }
}
