package dev.sallyport.jpa.connection;

import dev.sallyport.jpa.JpaSettings;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * A JDBC URL. It may hold a password, so {@link #toString} shows only what stands before any
 * parameter, and of a URL with user information nothing but the kind of database.
 */
public record JdbcUrl(String value) {
  /**
   * Longer than any query of ours takes, a wait for another's lock included; a server that fell
   * silent would block threads for ever. {@link JpaSettings#DB_TIMEOUT} tells users of it.
   */
  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(10);

  /** Such as {@code jdbc:postgresql:}. */
  String kind() {
    return value.substring(0, value.indexOf(':', "jdbc:".length()) + 1).toLowerCase(Locale.ROOT);
  }

  /**
   * What a driver is told beside the URL, unless the URL itself says it: to give up on a server
   * that does not answer, and not to quote rows in its complaints.
   */
  public Properties driverDefaults(Duration connectTimeout) {
    Map<String, String> defaults =
        switch (kind()) {
          case "jdbc:postgresql:" ->
              Map.of(
                  "ApplicationName", "sallyport",
                  "connectTimeout", seconds(connectTimeout),
                  "loginTimeout", seconds(connectTimeout),
                  "socketTimeout", seconds(SOCKET_TIMEOUT),
                  "logServerErrorDetail", "false");
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

  /** Those of a connection that may be kept waiting, because somebody sits and waits with it. */
  static Properties ofPatient(Properties properties) {
    Properties patient = (Properties) properties.clone();
    patient.remove("socketTimeout");
    return patient;
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
