package dev.sallyport.jdbc.connection;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * A JDBC URL, which may contain a password. {@link #toString} returns only the part before any
 * parameter, and for a URL with user information only the kind of database.
 *
 * @param value the URL
 */
public record JdbcUrl(String value) {
  /**
   * Longer than any query of Sallyport takes, including waits for locks. Without a limit, a server
   * that stops responding would block threads forever. The description of the setting {@code
   * db-timeout} states this value.
   */
  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(10);

  /** Returns the kind of database, such as {@code jdbc:postgresql:}. */
  String kind() {
    return value.substring(0, value.indexOf(':', "jdbc:".length()) + 1).toLowerCase(Locale.ROOT);
  }

  /**
   * Returns driver properties that the URL does not set itself: timeouts for a server that does not
   * respond, no statements that are prepared on the connection to a server, which a pooler such as
   * PgBouncer replaces after each transaction, no connections to a replica if there are several
   * hosts, and a setting that keeps rows out of error messages.
   *
   * @param connectTimeout maximum time to connect
   */
  public Properties driverDefaults(Duration connectTimeout) {
    Map<String, String> defaults =
        switch (kind()) {
          case "jdbc:postgresql:" ->
              Map.of(
                  "ApplicationName",
                  "sallyport",
                  "connectTimeout",
                  seconds(connectTimeout),
                  "loginTimeout",
                  seconds(connectTimeout),
                  "socketTimeout",
                  seconds(SOCKET_TIMEOUT),
                  "prepareThreshold",
                  "0",
                  "targetServerType",
                  hasSeveralHosts() ? "primary" : "any",
                  "logServerErrorDetail",
                  "false");
          case "jdbc:mariadb:" ->
              Map.of(
                  "connectTimeout", millis(connectTimeout),
                  "socketTimeout", millis(SOCKET_TIMEOUT));
          default -> Map.of();
        };
    Properties properties = new Properties();
    defaults.forEach(
        (name, text) -> {
          if (!value.contains(name + "=")) {
            properties.setProperty(name, text);
          }
        });
    return properties;
  }

  /**
   * Returns the properties without a socket timeout, for operations an operator waits for, such as
   * a migration.
   */
  static Properties withoutSocketTimeout(Properties properties) {
    Properties unlimited = (Properties) properties.clone();
    unlimited.remove("socketTimeout");
    return unlimited;
  }

  private boolean hasSeveralHosts() {
    return value.matches("(?s)[^/]*//[^/?]*,.*");
  }

  private static String millis(Duration duration) {
    return String.valueOf(Math.min(duration.toMillis(), Integer.MAX_VALUE));
  }

  private static String seconds(Duration duration) {
    return String.valueOf(Math.max(1, duration.toSeconds()));
  }

  @Override
  public String toString() {
    return value.contains("@") ? kind() : value.split("[?;&#(]", 2)[0];
  }
}
