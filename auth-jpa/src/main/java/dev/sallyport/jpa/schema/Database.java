package dev.sallyport.jpa.schema;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.Optional;

/** A database product that Sallyport has a schema for. */
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

  /** The database that calls itself so. */
  static Optional<Database> ofProduct(String product) {
    return Arrays.stream(values()).filter(it -> it.product.equals(product)).findFirst();
  }

  /** The names of all, for a sentence. */
  static String products() {
    return Arrays.stream(values()).map(it -> it.product).collect(joining(", "));
  }

  /** Where its scripts are, on the class path. */
  String scripts() {
    return "dev/sallyport/jpa/schema/" + folder;
  }

  /** What its driver calls the type of a column that holds an instant, whatever the time zone. */
  String instantType() {
    return instantType;
  }

  /** The dependency that teaches Flyway this database. */
  String flywayPart() {
    return flywayPart;
  }
}
