package dev.sallyport.jdbc;

import dev.sallyport.config.SettingException;
import dev.sallyport.jdbc.statement.Transactions;
import dev.sallyport.session.SessionStore;
import dev.sallyport.spi.ApiKeyStore;
import dev.sallyport.spi.AuditLog;
import dev.sallyport.spi.Backend;
import dev.sallyport.spi.OwnerDirectory;
import dev.sallyport.spi.ResourceRegistry;
import dev.sallyport.spi.StoreException;
import dev.sallyport.spi.UsageLog;
import dev.sallyport.transaction.HostTransactions;
import dev.sallyport.transaction.TransactionContext;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Backend that stores keys, resources, the audit log, usage counts, sessions and, unless the host
 * has its own directory, owners in a relational database, on plain JDBC.
 *
 * <p>{@link JdbcBackendProvider} opens it from settings. The methods {@code on} open it in code.
 * Thread-safe.
 *
 * <pre>{@code
 * Backend backend = JdbcBackend.on(dataSource, SchemaMode.VALIDATE);
 * try (Sallyport sallyport = Sallyport.builder(backend).build()) {
 *   // ...
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public final class JdbcBackend implements Backend {
  private final ApiKeyStore keys;
  private final OwnerDirectory owners;
  private final ResourceRegistry resources;
  private final AuditLog audit;
  private final UsageLog usage;
  private final SessionStore sessions;
  private final StoreDataSource source;

  private JdbcBackend(StoreDataSource source, @Nullable OwnerDirectory hostOwners) {
    Transactions transactions = new Transactions(source.source(), source.transactions());
    this.keys = new JdbcApiKeyStore(transactions, hostOwners == null);
    this.owners = hostOwners == null ? new JdbcOwnerRegistry(transactions) : hostOwners;
    this.resources = new JdbcResourceRegistry(transactions);
    this.audit = new JdbcAuditLog(transactions);
    this.usage = new JdbcUsageLog(transactions);
    this.sessions = new JdbcSessionStore(transactions, hostOwners == null);
    this.source = source;
  }

  /**
   * Opens a backend on the host's data source. Closing the backend does not close it.
   *
   * @param source the host's data source
   * @param schema whether to migrate the schema or only to validate it
   * @return the open backend, which stores the owners in this database too
   * @throws SettingException if a required library is not on the class path
   * @throws StoreException if the database cannot be reached or its schema does not fit; the
   *     message is one sentence with the remedy
   */
  public static JdbcBackend on(DataSource source, SchemaMode schema) {
    return on(source, schema, HostTransactions.none());
  }

  /**
   * Opens a backend as {@link #on(DataSource, SchemaMode)} does. Calls take part in the host's
   * transactions.
   */
  public static JdbcBackend on(
      DataSource source, SchemaMode schema, HostTransactions transactions) {
    return on(StoreDataSource.of(source, schema, true, transactions), null);
  }

  /**
   * Opens a backend for keys whose owners are stored by the host, as {@link #on(DataSource,
   * SchemaMode)} does.
   */
  public static JdbcBackend on(DataSource source, SchemaMode schema, OwnerDirectory hostOwners) {
    return on(source, schema, hostOwners, HostTransactions.none());
  }

  /**
   * Opens a backend as {@link #on(DataSource, SchemaMode, OwnerDirectory)} does. Calls take part in
   * the host's transactions.
   */
  public static JdbcBackend on(
      DataSource source,
      SchemaMode schema,
      OwnerDirectory hostOwners,
      HostTransactions transactions) {
    return on(StoreDataSource.of(source, schema, false, transactions), hostOwners);
  }

  /** Opens a backend on a data source that is closed with it. */
  static JdbcBackend on(StoreDataSource source, @Nullable OwnerDirectory hostOwners) {
    return new JdbcBackend(source, hostOwners);
  }

  @Override
  public ApiKeyStore keys() {
    return keys;
  }

  @Override
  public OwnerDirectory owners() {
    return owners;
  }

  @Override
  public ResourceRegistry resources() {
    return resources;
  }

  @Override
  public AuditLog audit() {
    return audit;
  }

  @Override
  public UsageLog usage() {
    return usage;
  }

  @Override
  public Optional<SessionStore> sessions() {
    return Optional.of(sessions);
  }

  @Override
  public Optional<TransactionContext> transactions() {
    return Optional.of(source.transactions());
  }

  @Override
  public void close() {
    source.close();
  }
}
