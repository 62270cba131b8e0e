package dev.sallyport.jdbc.connection;

import static java.time.ZoneOffset.UTC;
import static java.util.stream.Collectors.joining;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Database products for which Sallyport has schema scripts, and how they differ. */
public enum Database {
  H2("H2", "h2", "com.h2database:h2", "TIMESTAMP WITH TIME ZONE", "org.flywaydb:flyway-core"),
  POSTGRESQL(
      "PostgreSQL",
      "postgresql",
      "org.postgresql:postgresql",
      "timestamptz",
      "org.flywaydb:flyway-database-postgresql"),
  MARIADB(
      "MariaDB",
      "mariadb",
      "org.mariadb.jdbc:mariadb-java-client",
      "DATETIME",
      "org.flywaydb:flyway-mysql"),
  HSQLDB(
      "HSQL Database Engine",
      "hsqldb",
      "org.hsqldb:hsqldb",
      "TIMESTAMP WITH TIME ZONE",
      "org.flywaydb:flyway-database-hsqldb");

  private static final String COLLATION =
      "select 1 from information_schema.collations where collation_name = 'SALLYPORT_TEXT'";

  private static final String NEW_COLLATION =
      "create collation sallyport_text for information_schema.sql_text"
          + " from information_schema.sql_text no pad";

  private final String product;
  private final String id;
  private final String driver;
  private final String instantType;
  private final String flywayPart;

  Database(String product, String id, String driver, String instantType, String flywayPart) {
    this.product = product;
    this.id = id;
    this.driver = driver;
    this.instantType = instantType;
    this.flywayPart = flywayPart;
  }

  /** Returns the database with a product name from JDBC metadata; empty if it is not supported. */
  public static Optional<Database> ofProduct(String product) {
    return Arrays.stream(values()).filter(it -> it.product.equals(product)).findFirst();
  }

  /** Returns the database of a connection. Another product is treated as the standard asks. */
  public static Database of(Connection connection) throws SQLException {
    return ofProduct(connection.getMetaData().getDatabaseProductName()).orElse(H2);
  }

  /** Returns the database of a kind of JDBC URL, such as {@code jdbc:postgresql:}. */
  static Optional<Database> ofUrlKind(String kind) {
    return Arrays.stream(values()).filter(it -> kind.equals("jdbc:" + it.id + ":")).findFirst();
  }

  /** Returns the names of all products, separated by commas. */
  public static String products() {
    return Arrays.stream(values()).map(it -> it.product).collect(joining(", "));
  }

  /** Returns the folder of the scripts on the class path. */
  public String scripts() {
    return "dev/sallyport/jdbc/schema/" + id;
  }

  /** Creates what the scripts refer to but Flyway cannot parse, unless it exists. */
  public void prepare(Connection connection) throws SQLException {
    if (this != HSQLDB) {
      return;
    }
    try (Statement statement = connection.createStatement();
        ResultSet collation = statement.executeQuery(COLLATION)) {
      if (!collation.next()) {
        statement.execute(NEW_COLLATION);
      }
    }
  }

  /** Returns the dependency with the JDBC driver. */
  String driver() {
    return driver;
  }

  /**
   * Returns the type name, as the driver reports it, of a column that stores an instant
   * independently of the time zone.
   */
  public String instantType() {
    return instantType;
  }

  /** Returns the dependency with Flyway's support for this database. */
  public String flywayPart() {
    return flywayPart;
  }

  /** Returns a value in the form in which the driver accepts it, an instant in UTC. */
  public @Nullable Object parameter(@Nullable Object value) {
    if (!(value instanceof Instant instant)) {
      return value;
    }
    return this == MARIADB
        ? LocalDateTime.ofInstant(instant, UTC)
        : OffsetDateTime.ofInstant(instant, UTC);
  }

  /** Returns the instant in a column; null for null. */
  public @Nullable Instant instant(ResultSet rows, String column) throws SQLException {
    if (this == MARIADB) {
      LocalDateTime utc = rows.getObject(column, LocalDateTime.class);
      return utc == null ? null : utc.toInstant(UTC);
    }
    OffsetDateTime time = rows.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
