package dev.sallyport.jdbc.schema;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.Optional;

/** Database products for which Sallyport has schema scripts. */
enum Database {
  H2("H2", "h2", "TIMESTAMP WITH TIME ZONE", "org.flywaydb:flyway-core"),
  POSTGRESQL("PostgreSQL", "postgresql", "timestamptz", "org.flywaydb:flyway-database-postgresql"),
  MARIADB("MariaDB", "mariadb", "DATETIME", "org.flywaydb:flyway-mysql");

  private final String product;
  private final String folder;
  private final String instantType;
  private final String flywayPart;

  Database(String product, String folder, String instantType, String flywayPart) {
    this.product = product;
    this.folder = folder;
    this.instantType = instantType;
    this.flywayPart = flywayPart;
  }

  /** Returns the database with a product name from JDBC metadata; empty if it is not supported. */
  static Optional<Database> ofProduct(String product) {
    return Arrays.stream(values()).filter(it -> it.product.equals(product)).findFirst();
  }

  /** Returns the names of all products, separated by commas. */
  static String products() {
    return Arrays.stream(values()).map(it -> it.product).collect(joining(", "));
  }

  /** Returns the folder of the scripts on the class path. */
  String scripts() {
    return "dev/sallyport/jdbc/schema/" + folder;
  }

  /**
   * Returns the type name, as the driver reports it, of a column that stores an instant
   * independently of the time zone.
   */
  String instantType() {
    return instantType;
  }

  /** Returns the dependency with Flyway's support for this database. */
  String flywayPart() {
    return flywayPart;
  }
}
