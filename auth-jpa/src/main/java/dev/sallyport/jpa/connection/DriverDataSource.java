package dev.sallyport.jpa.connection;

import static java.util.stream.Collectors.toSet;

import dev.sallyport.config.SettingException;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A new connection for every call, straight from a JDBC driver.
 *
 * <p>The pool gets this instead of URL and password, so that it cannot log them. Drivers are looked
 * for where a web application has them, which {@link DriverManager} alone does not do.
 */
public final class DriverDataSource implements DataSource {
  /** What HikariCP waits for connections under way when it is closed; with 0 it complains. */
  private static final int LOGIN_TIMEOUT_SECONDS = 5;

  private static final Logger NO_LOGGER = Logger.getAnonymousLogger();

  private final Driver driver;
  private final JdbcUrl url;
  private final Properties properties;
  private final List<Driver> registered;

  private DriverDataSource(
      Driver driver, JdbcUrl url, Properties properties, List<Driver> registered) {
    this.driver = driver;
    this.url = url;
    this.properties = properties;
    this.registered = registered;
  }

  /**
   * A source for a URL.
   *
   * @param properties for the driver, user and password among them
   * @throws SettingException if no driver accepts the URL
   */
  public static DriverDataSource of(JdbcUrl url, Properties properties) {
    Set<Driver> before = DriverManager.drivers().collect(toSet());
    Driver driver =
        fromServices(url, Thread.currentThread().getContextClassLoader())
            .or(() -> fromServices(url, DriverDataSource.class.getClassLoader()))
            .or(() -> fromManager(url))
            .orElseThrow(() -> noDriver(url));
    List<Driver> registered = DriverManager.drivers().filter(it -> !before.contains(it)).toList();
    return new DriverDataSource(driver, url, properties, registered);
  }

  /** The same, without a bound to how long a statement takes: for changes of large tables. */
  public DriverDataSource patient() {
    return new DriverDataSource(driver, url, JdbcUrl.ofPatient(properties), registered);
  }

  /**
   * Takes the drivers out of {@link DriverManager} that registered themselves there when this one
   * was looked for: it would keep them, and with them the web application that brought them.
   */
  public void deregister() {
    for (Driver ours : registered) {
      try {
        DriverManager.deregisterDriver(ours);
      } catch (SQLException e) {
        throw new IllegalStateException("could not deregister " + ours.getClass().getName(), e);
      }
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = driver.connect(url.value(), (Properties) properties.clone());
    if (connection == null) {
      throw new SQLException("the driver refused the URL", "08001");
    }
    return connection;
  }

  /** As the one user that the settings name, whatever a configuration file of the pool says. */
  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    return getConnection();
  }

  private static Optional<Driver> fromServices(JdbcUrl url, @Nullable ClassLoader loader) {
    return ServiceLoader.load(Driver.class, loader).stream()
        .map(DriverDataSource::made)
        .flatMap(Optional::stream)
        .filter(driver -> accepts(driver, url))
        .findFirst();
  }

  private static Optional<Driver> made(ServiceLoader.Provider<Driver> provider) {
    try {
      return Optional.of(provider.get());
    } catch (ServiceConfigurationError somebodyElsesBrokenDriver) {
      return Optional.empty();
    }
  }

  private static boolean accepts(Driver driver, JdbcUrl url) {
    try {
      return driver.acceptsURL(url.value());
    } catch (SQLException somebodyElsesBrokenDriver) {
      return false;
    }
  }

  private static Optional<Driver> fromManager(JdbcUrl url) {
    try {
      return Optional.of(DriverManager.getDriver(url.value()));
    } catch (SQLException e) {
      return Optional.empty();
    }
  }

  private static SettingException noDriver(JdbcUrl url) {
    String dependency =
        switch (url.kind()) {
          case "jdbc:postgresql:" -> "org.postgresql:postgresql";
          case "jdbc:mariadb:" -> "org.mariadb.jdbc:mariadb-java-client";
          case "jdbc:h2:" -> "com.h2database:h2";
          default -> "the JDBC driver of your database";
        };
    return new SettingException(
        "The setting db-url starts with '%s', but no JDBC driver on the class path accepts it: add the dependency %s."
            .formatted(url.kind(), dependency));
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) {
    // says nothing
  }

  @Override
  public void setLoginTimeout(int seconds) {
    // the driver's properties say it
  }

  @Override
  public int getLoginTimeout() {
    return LOGIN_TIMEOUT_SECONDS;
  }

  @Override
  public Logger getParentLogger() {
    return NO_LOGGER;
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("wraps nothing");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }

  @Override
  public String toString() {
    return "DriverSource[" + url + "]";
  }
}
