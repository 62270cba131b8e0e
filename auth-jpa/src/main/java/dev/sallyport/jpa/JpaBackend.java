package dev.sallyport.jpa;

import dev.sallyport.config.SettingException;
import dev.sallyport.jdbc.SchemaMode;
import dev.sallyport.jdbc.StoreDataSource;
import dev.sallyport.jdbc.connection.Database;
import dev.sallyport.jdbc.connection.DatabaseFailure;
import dev.sallyport.jdbc.connection.OptionalDependency;
import dev.sallyport.jpa.unit.HostPersistenceUnit;
import dev.sallyport.jpa.unit.ManagedPersistenceUnit;
import dev.sallyport.jpa.unit.ProviderKind;
import dev.sallyport.jpa.unit.Transactions;
import dev.sallyport.session.SessionStore;
import dev.sallyport.spi.ApiKeyStore;
import dev.sallyport.spi.AuditLog;
import dev.sallyport.spi.Backend;
import dev.sallyport.spi.OwnerDirectory;
import dev.sallyport.spi.ResourceRegistry;
import dev.sallyport.spi.StoreException;
import dev.sallyport.spi.StoreSetupException;
import dev.sallyport.spi.UsageLog;
import dev.sallyport.transaction.HostTransactions;
import dev.sallyport.transaction.TransactionContext;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Backend that stores keys, resources, the audit log, usage counts, sessions and, unless the host
 * has its own directory, owners in a relational database.
 *
 * <p>{@link JpaBackendProvider} opens it from settings. The methods {@code on} open it in code.
 * Tested with Hibernate and EclipseLink. Thread-safe.
 *
 * <pre>{@code
 * Backend backend = JpaBackend.on(dataSource, SchemaMode.VALIDATE);
 * try (Sallyport sallyport = Sallyport.builder(backend).build()) {
 *   // ...
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public final class JpaBackend implements Backend {
  static final OptionalDependency PERSISTENCE =
      new OptionalDependency("jakarta.persistence.Persistence", "org.hibernate.orm:hibernate-core");

  private final ApiKeyStore keys;
  private final OwnerDirectory owners;
  private final ResourceRegistry resources;
  private final AuditLog audit;
  private final UsageLog usage;
  private final SessionStore sessions;
  private final TransactionContext joined;
  private final Runnable release;

  private JpaBackend(
      Transactions transactions,
      @Nullable OwnerDirectory hostOwners,
      TransactionContext joined,
      Runnable release) {
    this.keys = new JpaApiKeyStore(transactions, hostOwners == null);
    this.owners = hostOwners == null ? new JpaOwnerRegistry(transactions) : hostOwners;
    this.resources = new JpaResourceRegistry(transactions);
    this.audit = new JpaAuditLog(transactions);
    this.usage = new JpaUsageLog(transactions);
    this.sessions = new JpaSessionStore(transactions, hostOwners == null);
    this.joined = joined;
    this.release = release;
  }

  /**
   * Opens a backend with its own persistence unit on the host's data source.
   *
   * <p>Closing the backend closes the persistence unit but not the data source.
   *
   * @param source the host's data source
   * @param schema whether to migrate the schema or only to validate it
   * @return the open backend, which stores the owners in this database too
   * @throws SettingException if a required library is not on the class path
   * @throws StoreException if the database cannot be reached or its schema does not fit; the
   *     message is one sentence with the remedy
   */
  public static JpaBackend on(DataSource source, SchemaMode schema) {
    return on(source, schema, HostTransactions.none());
  }

  /**
   * Opens a backend as {@link #on(DataSource, SchemaMode)} does. Calls take part in the host's
   * transactions, over their connections.
   */
  public static JpaBackend on(DataSource source, SchemaMode schema, HostTransactions transactions) {
    return on(StoreDataSource.of(source, schema, true, transactions), null);
  }

  /**
   * Opens a backend for keys whose owners are stored by the host, as {@link #on(DataSource,
   * SchemaMode)} does.
   */
  public static JpaBackend on(DataSource source, SchemaMode schema, OwnerDirectory hostOwners) {
    return on(source, schema, hostOwners, HostTransactions.none());
  }

  /**
   * Opens a backend as {@link #on(DataSource, SchemaMode, OwnerDirectory)} does. Calls take part in
   * the host's transactions, over their connections.
   */
  public static JpaBackend on(
      DataSource source,
      SchemaMode schema,
      OwnerDirectory hostOwners,
      HostTransactions transactions) {
    return on(StoreDataSource.of(source, schema, false, transactions), hostOwners);
  }

  /** Opens a backend on a data source that is closed with it, or if the backend does not open. */
  static JpaBackend on(StoreDataSource source, @Nullable OwnerDirectory hostOwners) {
    return on(source, hostOwners, Optional.empty());
  }

  /** Opens a backend on a data source with a given persistence provider. */
  static JpaBackend on(
      StoreDataSource source,
      @Nullable OwnerDirectory hostOwners,
      Optional<ProviderKind> provider) {
    try {
      PERSISTENCE.require("store=jpa");
      requireSupported(source.source());
      EntityManagerFactory entityManagers = started(source.source(), hostOwners == null, provider);
      return new JpaBackend(
          Transactions.onConnections(entityManagers, source.isAutoCommit(), source.transactions()),
          hostOwners,
          source.transactions(),
          () -> {
            try {
              entityManagers.close();
            } finally {
              source.close();
            }
          });
    } catch (RuntimeException | Error e) {
      source.close();
      throw e;
    }
  }

  /** Hibernate shifts instants on HSQLDB by the time zone of the JVM, and locks no rows. */
  private static void requireSupported(DataSource source) {
    try (Connection connection = source.getConnection()) {
      if (Database.of(connection) == Database.HSQLDB) {
        throw new StoreSetupException("store=jpa does not support HSQLDB: set store=jdbc.");
      }
    } catch (SQLException e) {
      throw new StoreException(
          "Could not connect to the database of Sallyport.", DatabaseFailure.of(e));
    }
  }

  private static EntityManagerFactory started(
      DataSource source, boolean withOwners, Optional<ProviderKind> provider) {
    EntityManagerFactory entityManagers = ManagedPersistenceUnit.start(source, provider);
    try {
      ManagedPersistenceUnit.requireReadable(entityManagers, withOwners);
      return entityManagers;
    } catch (RuntimeException | Error e) {
      entityManagers.close();
      throw e;
    }
  }

  /**
   * Opens a backend on a persistence unit of the host.
   *
   * <p>The unit must list {@code META-INF/sallyport-orm.xml} (with EclipseLink {@code
   * META-INF/sallyport-eclipselink-orm.xml}) as a mapping file and use transactions of type {@code
   * RESOURCE_LOCAL}. The host closes the factory. The host's configuration determines what the
   * provider logs about failed statements; see {@code docs/decisions}.
   *
   * @param entityManagers the host's factory
   * @return the open backend, which stores the owners in this database too
   * @throws StoreException if the unit or its tables do not fit; the message is one sentence with
   *     the remedy
   */
  public static JpaBackend on(EntityManagerFactory entityManagers) {
    return on(entityManagers, HostTransactions.none());
  }

  /**
   * Opens a backend as {@link #on(EntityManagerFactory)} does. Calls take part in the host's
   * transactions, over their entity managers.
   */
  public static JpaBackend on(EntityManagerFactory entityManagers, HostTransactions transactions) {
    return on(entityManagers, null, transactions, () -> {});
  }

  /**
   * Opens a backend for keys whose owners are stored by the host, as {@link
   * #on(EntityManagerFactory)} does.
   */
  public static JpaBackend on(EntityManagerFactory entityManagers, OwnerDirectory hostOwners) {
    return on(entityManagers, hostOwners, HostTransactions.none(), () -> {});
  }

  /**
   * Opens a backend as {@link #on(EntityManagerFactory, OwnerDirectory)} does. Calls take part in
   * the host's transactions, over their entity managers.
   */
  public static JpaBackend on(
      EntityManagerFactory entityManagers,
      OwnerDirectory hostOwners,
      HostTransactions transactions) {
    return on(entityManagers, hostOwners, transactions, () -> {});
  }

  private static JpaBackend on(
      EntityManagerFactory entityManagers,
      @Nullable OwnerDirectory hostOwners,
      HostTransactions manager,
      Runnable release) {
    new HostPersistenceUnit(entityManagers).requireFit(hostOwners == null);
    TransactionContext joined =
        new TransactionContext(
            EntityManager.class,
            () -> manager.current().filter(it -> it.resource(EntityManager.class).isPresent()));
    return new JpaBackend(
        Transactions.onEntityManagers(entityManagers, joined), hostOwners, joined, release);
  }

  /**
   * Opens a backend on a separately started instance of the host's persistence unit of this name.
   */
  static JpaBackend onUnit(String name, @Nullable OwnerDirectory hostOwners) {
    EntityManagerFactory entityManagers = HostPersistenceUnit.start(name);
    try {
      return on(entityManagers, hostOwners, HostTransactions.none(), entityManagers::close);
    } catch (RuntimeException | Error e) {
      entityManagers.close();
      throw e;
    }
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
    return Optional.of(joined);
  }

  @Override
  public void close() {
    release.run();
  }
}
