package dev.sallyport.jdbc.connection;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sallyport.spi.StoreSetupException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Connection pool for the setting {@code db-url}. This is the only class that refers to HikariCP.
 */
public final class ConnectionPool implements AutoCloseable {
  /** A running server answers within milliseconds. Dead connections are detected one by one. */
  private static final Duration VALIDATION_TIMEOUT = Duration.ofSeconds(2);

  private static final Duration MAX_LIFETIME = Duration.ofMinutes(30);
  private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(10);
  private static final Duration KEEPALIVE_TIME = Duration.ofMinutes(2);

  private final HikariDataSource pool;

  /**
   * Creates a pool. It connects on first use.
   *
   * @param source creates the connections
   * @param size maximum number of connections
   * @param timeout maximum time a thread waits for a connection, at least 250 ms
   */
  public ConnectionPool(DataSource source, int size, Duration timeout) {
    HikariConfig config = neutralConfig();
    config.setPoolName("sallyport");
    config.setDataSource(source);
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(timeout.toMillis());
    config.setValidationTimeout(Math.min(timeout.toMillis(), VALIDATION_TIMEOUT.toMillis()));
    config.setInitializationFailTimeout(-1);
    config.setAutoCommit(true); // most calls are single reads, which need no transaction
    this.pool = new HikariDataSource(config);
  }

  /**
   * Returns a configuration that overrides every value the file of {@code
   * -Dhikaricp.configurationFile} may have set.
   */
  private static HikariConfig neutralConfig() {
    HikariConfig config = configWithFile();
    config.setUsername(null);
    config.setPassword(null);
    config.setJdbcUrl(null);
    config.setDataSourceClassName(null);
    config.setDataSourceJNDI(null);
    config.setCatalog(null);
    config.setSchema(null);
    config.setConnectionInitSql(null);
    config.setConnectionTestQuery(null);
    config.setTransactionIsolation(null);
    config.setReadOnly(false);
    config.setAllowPoolSuspension(false);
    config.setIsolateInternalQueries(false);
    config.setRegisterMbeans(false);
    config.setMaxLifetime(MAX_LIFETIME.toMillis());
    config.setIdleTimeout(IDLE_TIMEOUT.toMillis());
    config.setKeepaliveTime(KEEPALIVE_TIME.toMillis());
    config.setLeakDetectionThreshold(0);
    config.setScheduledExecutor(null);
    config.setThreadFactory(null);
    return config;
  }

  private static HikariConfig configWithFile() {
    try {
      return new HikariConfig();
    } catch (RuntimeException e) {
      DatabaseFailure failure = DatabaseFailure.of(e);
      throw new StoreSetupException(
          "HikariCP could not read the file of the system property hikaricp.configurationFile: %s."
              .formatted(failure.summary()),
          failure);
    }
  }

  /** Returns the pool as a data source. */
  public DataSource source() {
    return pool;
  }

  @Override
  public void close() {
    pool.close();
  }
}
