package dev.sallyport.jdbc;

import dev.sallyport.config.Setting;
import dev.sallyport.token.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Settings of stores in a relational database.
 *
 * <pre>{@code
 * String url = settings.get(JdbcSettings.DB_URL);
 * }</pre>
 *
 * @since 0.1.0
 */
public final class JdbcSettings {
  /** JDBC URL of a database that Sallyport accesses through its own connection pool. */
  public static final Setting<String> DB_URL =
      Setting.confidential(
          "db-url",
          "a JDBC URL, such as jdbc:postgresql://localhost/app",
          "JDBC URL of the database. Sallyport creates its own connection pool for it (requires"
              + " `com.zaxxer:HikariCP`). Never shown, because it may contain a password; prefer"
              + " `db-password-file`.",
          JdbcSettings::jdbcUrl);

  /** Database user for {@link #DB_URL}. */
  public static final Setting<String> DB_USER =
      Setting.text("db-user", "the name of a database user", "Database user for `db-url`.");

  /** The password of {@link #DB_USER}. */
  public static final Setting<Secret> DB_PASSWORD =
      Setting.secret(
          "db-password",
          "a password without leading or trailing blanks",
          "Password of `db-user`. Never shown.");

  /** File with the password of {@link #DB_USER}. */
  public static final Setting<Path> DB_PASSWORD_FILE =
      Setting.of(
          "db-password-file",
          "",
          "the path of a UTF-8 text file",
          "File whose first line is the password of `db-user`. Alternative to `db-password`.",
          Path::of);

  /** Maximum size of the connection pool. */
  public static final Setting<Integer> DB_POOL_SIZE =
      Setting.number("db-pool-size", 10, 1, 1000, "Maximum number of connections to `db-url`.");

  /** Maximum time to wait for a connection. */
  public static final Setting<Duration> DB_TIMEOUT =
      Setting.duration(
          "db-timeout",
          "5s",
          Duration.ofMillis(250),
          "Maximum time to wait for a free or new connection to `db-url` before the store counts as"
              + " unavailable. PostgreSQL and MariaDB have 10 s to answer on a connection, unless"
              + " `socketTimeout` in `db-url` sets another limit. A database that was down is used"
              + " again within 5 s of its return.");

  /** JNDI name of the host's data source. */
  public static final Setting<String> DATA_SOURCE =
      Setting.text(
          "data-source",
          "the JNDI name of a javax.sql.DataSource, such as jdbc/app",
          "JNDI name of the host's `DataSource`, also looked up below `java:comp/env/`. Alternative"
              + " to `db-url`.");

  /** Choice between migration and validation of the schema. */
  public static final Setting<SchemaMode> SCHEMA =
      Setting.choice(
          "schema",
          SchemaMode.VALIDATE,
          "`validate` fails the start if a table or column is missing or does not fit. `migrate`"
              + " first creates or updates Sallyport's tables (requires `org.flywaydb:flyway-core`"
              + " and its module for the database).");

  private JdbcSettings() {}

  /** Returns all settings of this class. */
  public static List<Setting<?>> all() {
    return List.of(
        DB_URL,
        DB_USER,
        DB_PASSWORD,
        DB_PASSWORD_FILE,
        DB_POOL_SIZE,
        DB_TIMEOUT,
        DATA_SOURCE,
        SCHEMA);
  }

  private static String jdbcUrl(String text) {
    if (!text.isEmpty() && !text.matches("(?s)jdbc:[a-z0-9]+:.+")) {
      throw new IllegalArgumentException("not a JDBC URL");
    }
    return text;
  }
}
