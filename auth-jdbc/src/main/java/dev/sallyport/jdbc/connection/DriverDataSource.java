package dev.sallyport.jdbc.connection;

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
 * Data source that opens a new connection for every call, directly from a JDBC driver.
 *
 * <p>The pool gets this data source instead of the URL and password, so that it cannot log them.
 * Drivers are also searched in the class loader of the web application, where {@link DriverManager}
 * alone does not find them.
 */
public final class DriverDataSource implements DataSource {
  /**
   * Time that HikariCP waits for connections in use when it is closed, in seconds. With 0 it logs
   * an error.
   */
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
   * Returns a data source for a URL.
   *
   * @param url the JDBC URL
   * @param properties properties for the driver, including user and password
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

  /**
   * Returns the same data source without a limit on the duration of statements, for changes of
   * large tables.
   */
  public DriverDataSource withoutSocketTimeout() {
    return new DriverDataSource(driver, url, JdbcUrl.withoutSocketTimeout(properties), registered);
  }

  /**
   * Removes the drivers from {@link DriverManager} that registered themselves while this data
   * source was created. Otherwise {@code DriverManager} would keep them, and with them the class
   * loader of the web application.
   */
  public void deregister() {
    for (Driver driver : registered) {
      try {
        DriverManager.deregisterDriver(driver);
      } catch (SQLException e) {
        throw new IllegalStateException(
            "Could not deregister the JDBC driver " + driver.getClass().getName(), e);
      }
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = driver.connect(url.value(), (Properties) properties.clone());
    if (connection == null) {
      throw new SQLException("the driver does not accept the URL", "08001");
    }
    return connection;
  }

  /**
   * Opens a connection as the user of the settings. The arguments, which may come from a
   * configuration file of the pool, are ignored.
   */
  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    return getConnection();
  }

  private static Optional<Driver> fromServices(JdbcUrl url, @Nullable ClassLoader loader) {
    return ServiceLoader.load(Driver.class, loader).stream()
        .map(DriverDataSource::instantiate)
        .flatMap(Optional::stream)
        .filter(driver -> accepts(driver, url))
        .findFirst();
  }

  private static Optional<Driver> instantiate(ServiceLoader.Provider<Driver> provider) {
    try {
      return Optional.of(provider.get());
    } catch (ServiceConfigurationError brokenDriver) {
      return Optional.empty();
    }
  }

  private static boolean accepts(Driver driver, JdbcUrl url) {
    try {
      return driver.acceptsURL(url.value());
    } catch (SQLException brokenDriver) {
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
        Database.ofUrlKind(url.kind())
            .map(Database::driver)
            .orElse("the JDBC driver of your database");
    return new SettingException(
        "No JDBC driver on the class path accepts '%s' (setting db-url): add the dependency %s."
            .formatted(url.kind(), dependency));
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) {
    // the driver does not log here
  }

  @Override
  public void setLoginTimeout(int seconds) {
    // the driver's properties contain the timeout
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
    throw new SQLException("this data source wraps no other");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }

  @Override
  public String toString() {
    return "DriverDataSource[" + url + "]";
  }
}
