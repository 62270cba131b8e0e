package dev.sallyport.jpa;

import dev.sallyport.config.Setting;
import dev.sallyport.token.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The settings of {@code store=jpa}. */
public final class JpaSettings {
  /** A database of Sallyport's own pool. */
  public static final Setting<String> DB_URL =
      Setting.confidential(
          "db-url",
          "a JDBC URL, such as jdbc:postgresql://localhost/app",
          "JDBC URL of the database; Sallyport then keeps a connection pool of its own (needs"
              + " `com.zaxxer:HikariCP`). Never shown, because it may hold a password; better use"
              + " `db-password-file`.",
          JpaSettings::jdbcUrl);

  /** Who connects to {@link #DB_URL}. */
  public static final Setting<String> DB_USER =
      Setting.text("db-user", "a name that the database knows", "User that connects to `db-url`.");

  /** The password of {@link #DB_USER}. */
  public static final Setting<Secret> DB_PASSWORD =
      Setting.secret(
          "db-password",
          "a password without blanks around it",
          "Password of `db-user`. Never shown.");

  /** Where the password of {@link #DB_USER} stands. */
  public static final Setting<Path> DB_PASSWORD_FILE =
      Setting.of(
          "db-password-file",
          "",
          "the path of a text file in UTF-8",
          "File whose first line is the password of `db-user`; instead of `db-password`.",
          Path::of);

  /** How many connections the own pool has. */
  public static final Setting<Integer> DB_POOL_SIZE =
      Setting.number(
          "db-pool-size", 10, 1, 1000, "How many connections to `db-url` there are at most.");

  /** How long to wait for a connection. */
  public static final Setting<Duration> DB_TIMEOUT =
      Setting.duration(
          "db-timeout",
          "5s",
          Duration.ofMillis(250),
          "How long to wait for a connection to `db-url`, free or new, before the store counts as"
              + " unavailable. For an answer on one, a PostgreSQL or MariaDB has 10 s, or what"
              + " `socketTimeout` in `db-url` says; one that was away is found again within 5 s.");

  /** The host's own pool. */
  public static final Setting<String> DATA_SOURCE =
      Setting.text(
          "data-source",
          "the JNDI name of a javax.sql.DataSource, such as jdbc/app",
          "JNDI name of the host's `DataSource`, also looked for below `java:comp/env/`; instead of"
              + " `db-url`.");

  /** The host's own unit. */
  public static final Setting<String> PERSISTENCE_UNIT =
      Setting.text(
          "persistence-unit",
          "the name of a persistence unit",
          "Name of the host's resource-local persistence unit, which lists"
              + " `META-INF/sallyport-orm.xml` as a mapping file; instead of `db-url`.");

  /** What is done about the schema. */
  public static final Setting<SchemaMode> SCHEMA =
      Setting.choice(
          "schema",
          SchemaMode.VALIDATE,
          "`validate` refuses to start where a table or column is missing or does not fit;"
              + " `migrate` first makes or updates the tables of Sallyport (needs"
              + " `org.flywaydb:flyway-core` and its part for the database).");

  private JpaSettings() {}

  /** All of them. */
  public static List<Setting<?>> all() {
    return List.of(
        DB_URL,
        DB_USER,
        DB_PASSWORD,
        DB_PASSWORD_FILE,
        DB_POOL_SIZE,
        DB_TIMEOUT,
        DATA_SOURCE,
        PERSISTENCE_UNIT,
        SCHEMA);
  }

  private static String jdbcUrl(String text) {
    if (!text.isEmpty() && !text.matches("(?s)jdbc:[a-z0-9]+:.+")) {
      throw new IllegalArgumentException("not a JDBC URL");
    }
    return text;
  }
}
