package dev.sallyport.jdbc;

import dev.sallyport.config.PasswordFile;
import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.Settings;
import dev.sallyport.jdbc.connection.ConnectionPool;
import dev.sallyport.jdbc.connection.DriverDataSource;
import dev.sallyport.jdbc.connection.JdbcUrl;
import dev.sallyport.jdbc.connection.JoiningDataSource;
import dev.sallyport.jdbc.connection.OptionalDependency;
import dev.sallyport.jdbc.schema.AutoCommit;
import dev.sallyport.jdbc.schema.SchemaCheck;
import dev.sallyport.jdbc.schema.SchemaMigration;
import dev.sallyport.spi.StoreException;
import dev.sallyport.spi.StoreSetupException;
import dev.sallyport.token.Secret;
import dev.sallyport.transaction.HostTransaction;
import dev.sallyport.transaction.HostTransactions;
import dev.sallyport.transaction.TransactionContext;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;

/**
 * Data source of a store, on a database whose schema fits.
 *
 * <pre>{@code
 * try (StoreDataSource source = StoreDataSource.of(dataSource, SchemaMode.MIGRATE, true)) {
 *   // ...
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
@SuppressWarnings("exports") // for sallyport-jpa too, to which all packages are exported
public final class StoreDataSource implements AutoCloseable {
  private static final List<Setting<?>> OF_DB_URL =
      List.of(
          JdbcSettings.DB_USER,
          JdbcSettings.DB_PASSWORD,
          JdbcSettings.DB_PASSWORD_FILE,
          JdbcSettings.DB_POOL_SIZE,
          JdbcSettings.DB_TIMEOUT);

  private final DataSource source;
  private final boolean autoCommit;
  private final TransactionContext transactions;
  private final Runnable release;

  private StoreDataSource(JoiningDataSource source, boolean autoCommit, Runnable release) {
    this.source = source.source();
    this.autoCommit = autoCommit;
    this.transactions = source.transactions();
    this.release = release;
  }

  /**
   * Opens the database of {@code db-url} or {@code data-source}.
   *
   * @param database the one of the two settings that is given
   * @param withOwners whether accounts and users are stored in this database too
   * @throws SettingException if a setting is invalid or has no effect
   * @throws StoreException if the database cannot be reached or its schema does not fit
   */
  public static StoreDataSource open(Settings settings, Setting<?> database, boolean withOwners) {
    if (database.equals(JdbcSettings.DB_URL)) {
      return pool(settings, withOwners);
    }
    requireNoPool(settings, database);
    JndiDataSource source = new JndiDataSource(settings.get(JdbcSettings.DATA_SOURCE));
    return of(source.find(), settings.get(JdbcSettings.SCHEMA), withOwners, JtaTransactions.find());
  }

  /**
   * Requires that no setting of a connection pool is given.
   *
   * @param database the setting that gives the database instead of {@code db-url}
   * @throws SettingException if one is given
   */
  public static void requireNoPool(Settings settings, Setting<?> database) {
    settings.requireUnset(
        OF_DB_URL,
        database,
        "without db-url; remove it, because the database is given by "
            + settings.describe(database));
  }

  /**
   * Prepares a data source of the host. Closing the result does not close it.
   *
   * @param source the host's data source
   * @param schema whether to migrate the schema or only to validate it
   * @param withOwners whether accounts and users are stored in this database too
   * @throws SettingException if a required library is not on the class path
   * @throws StoreException if the database cannot be reached or its schema does not fit; the
   *     message is one sentence with the remedy
   */
  public static StoreDataSource of(DataSource source, SchemaMode schema, boolean withOwners) {
    return of(source, schema, withOwners, HostTransactions.none());
  }

  /**
   * Prepares a data source of the host, as {@link #of(DataSource, SchemaMode, boolean)} does, for
   * calls that take part in the host's transactions.
   */
  public static StoreDataSource of(
      DataSource source, SchemaMode schema, boolean withOwners, HostTransactions transactions) {
    requireNotEnlisted(source, transactions);
    prepare(source, schema, withOwners);
    boolean autoCommit = AutoCommit.isEnabled(source);
    DataSource own = autoCommit ? AutoCommit.enforce(source) : source;
    return new StoreDataSource(
        new JoiningDataSource(source, own, autoCommit, transactions), autoCommit, () -> {});
  }

  /**
   * A connection that is enlisted now does not tell how connections are outside of transactions.
   */
  private static void requireNotEnlisted(DataSource source, HostTransactions transactions) {
    Optional<HostTransaction> joined =
        new JoiningDataSource(source, source, true, transactions).transactions().current();
    if (joined.filter(it -> it.resource(Connection.class).isEmpty()).isPresent()) {
      throw new StoreSetupException(
          "Sallyport was opened inside a transaction: open it outside of one. In an EJB, annotate"
              + " the method with @TransactionAttribute(NOT_SUPPORTED).");
    }
  }

  /**
   * Creates a connection pool.
   *
   * <p>The schema is prepared on a connection outside the pool, because the pool would retry until
   * its timeout.
   *
   * @param source creates the connections
   * @param size maximum number of connections
   * @param timeout maximum time to wait for a connection
   * @param schema whether to migrate the schema or only to validate it
   * @param withOwners whether accounts and users are stored in this database too
   * @throws SettingException if a required library is not on the class path
   * @throws StoreException if the database cannot be reached or its schema does not fit
   */
  public static StoreDataSource pool(
      DriverDataSource source, int size, Duration timeout, SchemaMode schema, boolean withOwners) {
    try {
      prepare(source.withoutSocketTimeout(), schema, withOwners);
      ConnectionPool pool = new ConnectionPool(source, size, timeout);
      return new StoreDataSource(
          new JoiningDataSource(pool.source(), pool.source(), false, HostTransactions.none()),
          true,
          () -> close(pool, source));
    } catch (RuntimeException | Error e) {
      source.deregister();
      throw e;
    }
  }

  private static StoreDataSource pool(Settings settings, boolean withOwners) {
    OptionalDependency.HIKARI.require("The setting db-url");
    JdbcUrl url = new JdbcUrl(settings.get(JdbcSettings.DB_URL));
    Duration timeout = settings.get(JdbcSettings.DB_TIMEOUT);
    Properties properties = url.driverDefaults(timeout);
    if (settings.isGiven(JdbcSettings.DB_USER)) {
      properties.setProperty("user", settings.get(JdbcSettings.DB_USER));
    }
    password(settings).ifPresent(it -> properties.setProperty("password", it.reveal()));
    return pool(
        DriverDataSource.of(url, properties),
        settings.get(JdbcSettings.DB_POOL_SIZE),
        timeout,
        settings.get(JdbcSettings.SCHEMA),
        withOwners);
  }

  private static Optional<Secret> password(Settings settings) {
    return settings
        .choose(JdbcSettings.DB_PASSWORD, JdbcSettings.DB_PASSWORD_FILE)
        .map(
            it ->
                it.equals(JdbcSettings.DB_PASSWORD)
                    ? settings.get(JdbcSettings.DB_PASSWORD)
                    : passwordFile(settings).read());
  }

  private static PasswordFile passwordFile(Settings settings) {
    return new PasswordFile(
        JdbcSettings.DB_PASSWORD_FILE, settings.get(JdbcSettings.DB_PASSWORD_FILE));
  }

  private static void close(ConnectionPool pool, DriverDataSource source) {
    try {
      pool.close();
    } finally {
      source.deregister();
    }
  }

  private static void prepare(DataSource source, SchemaMode schema, boolean withOwners) {
    if (schema == SchemaMode.MIGRATE) {
      OptionalDependency.FLYWAY.require("schema=migrate");
      new SchemaMigration(source).run();
    }
    new SchemaCheck(source).requireFit(withOwners);
  }

  /** Returns the data source. */
  public DataSource source() {
    return source;
  }

  /** Returns whether all its connections commit each statement automatically by default. */
  public boolean isAutoCommit() {
    return autoCommit;
  }

  /** Returns the host's transactions, whose connections the data source returns within them. */
  public TransactionContext transactions() {
    return transactions;
  }

  /** Closes the connection pool, if this created one. */
  @Override
  public void close() {
    release.run();
  }
}
