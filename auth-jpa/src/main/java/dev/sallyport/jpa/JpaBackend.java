package dev.sallyport.jpa;

import dev.sallyport.config.SettingException;
import dev.sallyport.jpa.connection.ConnectionPool;
import dev.sallyport.jpa.connection.DriverDataSource;
import dev.sallyport.jpa.connection.OptionalDependency;
import dev.sallyport.jpa.schema.AutoCommit;
import dev.sallyport.jpa.schema.SchemaCheck;
import dev.sallyport.jpa.schema.SchemaMigration;
import dev.sallyport.jpa.unit.HostPersistenceUnit;
import dev.sallyport.jpa.unit.ManagedPersistenceUnit;
import dev.sallyport.jpa.unit.Transactions;
import dev.sallyport.spi.ApiKeyStore;
import dev.sallyport.spi.AuditLog;
import dev.sallyport.spi.Backend;
import dev.sallyport.spi.OwnerDirectory;
import dev.sallyport.spi.ResourceRegistry;
import dev.sallyport.spi.StoreException;
import dev.sallyport.spi.UsageLog;
import jakarta.persistence.EntityManagerFactory;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Keys, owners unless the host has its own, resources, the audit log and counts of requests, in a
 * relational database.
 *
 * <p>Opened from settings by {@link JpaBackendProvider}, or in code by {@code on}. Tested with
 * Hibernate. Thread-safe.
 */
public final class JpaBackend implements Backend {
  private final ApiKeyStore tokens;
  private final OwnerDirectory owners;
  private final ResourceRegistry resources;
  private final AuditLog audit;
  private final UsageLog usage;
  private final Runnable release;

  private JpaBackend(
      Transactions transactions, Optional<OwnerDirectory> hostOwners, Runnable release) {
    this.tokens = new JpaApiKeyStore(transactions, hostOwners.isEmpty());
    this.owners = hostOwners.orElseGet(() -> new JpaOwnerRegistry(transactions));
    this.resources = new JpaResourceRegistry(transactions);
    this.audit = new JpaAuditLog(transactions);
    this.usage = new JpaUsageLog(transactions);
    this.release = release;
  }

  /**
   * A persistence unit of Sallyport's own on a host's data source. Closing the backend closes the
   * unit; the data source stays the host's.
   *
   * @param hostOwners the host's own directory; empty if owners are to be kept here too
   * @throws SettingException if a library that this needs is not on the class path
   * @throws StoreException if the database cannot be reached, or its schema does not fit; the
   *     message is one sentence that tells what to do
   */
  public static JpaBackend on(
      DataSource source, SchemaMode schema, Optional<OwnerDirectory> hostOwners) {
    prepare(source, schema, hostOwners);
    return AutoCommit.isOn(source)
        ? onPrepared(AutoCommit.keptOn(source), true, hostOwners, () -> {})
        : onPrepared(source, false, hostOwners, () -> {});
  }

  /**
   * A host's own persistence unit, which lists {@code META-INF/sallyport-orm.xml} as a mapping file
   * and has transactions of type {@code RESOURCE_LOCAL}. The factory stays the host's to close.
   * What the provider logs about failed statements is in the host's hands; see {@code
   * docs/decisions}.
   *
   * @param hostOwners the host's own directory; empty if owners are to be kept here too
   * @throws StoreException if the unit or its tables do not fit; the message is one sentence that
   *     tells what to do
   */
  public static JpaBackend on(
      EntityManagerFactory entityManagers, Optional<OwnerDirectory> hostOwners) {
    new HostPersistenceUnit(entityManagers).requireFit(hostOwners.isEmpty());
    return new JpaBackend(new Transactions(entityManagers), hostOwners, () -> {});
  }

  /** A host's persistence unit of this name, started once more for Sallyport. */
  static JpaBackend onUnit(String name, Optional<OwnerDirectory> hostOwners) {
    EntityManagerFactory entityManagers = HostPersistenceUnit.start(name);
    try {
      new HostPersistenceUnit(entityManagers).requireFit(hostOwners.isEmpty());
      return new JpaBackend(new Transactions(entityManagers), hostOwners, entityManagers::close);
    } catch (RuntimeException | Error e) {
      entityManagers.close();
      throw e;
    }
  }

  /** A pool of our own, whose first connection is made without it: it would try until timeout. */
  static JpaBackend onPool(
      DriverDataSource source,
      int size,
      Duration timeout,
      SchemaMode schema,
      Optional<OwnerDirectory> hostOwners) {
    try {
      prepare(source.patient(), schema, hostOwners);
      ConnectionPool pool = new ConnectionPool(source, size, timeout);
      try {
        return onPrepared(pool.source(), true, hostOwners, () -> close(pool, source));
      } catch (RuntimeException | Error e) {
        pool.close();
        throw e;
      }
    } catch (RuntimeException | Error e) {
      source.deregister();
      throw e;
    }
  }

  private static void close(ConnectionPool pool, DriverDataSource source) {
    try {
      pool.close();
    } finally {
      source.deregister();
    }
  }

  private static void prepare(
      DataSource source, SchemaMode schema, Optional<OwnerDirectory> hostOwners) {
    OptionalDependency.PERSISTENCE.require("The store jpa");
    if (schema == SchemaMode.MIGRATE) {
      OptionalDependency.FLYWAY.require("The setting schema=migrate");
      new SchemaMigration(source).run();
    }
    new SchemaCheck(source).requireFit(hostOwners.isEmpty());
  }

  private static JpaBackend onPrepared(
      DataSource source,
      boolean autoCommit,
      Optional<OwnerDirectory> hostOwners,
      Runnable release) {
    EntityManagerFactory entityManagers = ManagedPersistenceUnit.start(source);
    try {
      ManagedPersistenceUnit.requireReadable(entityManagers, hostOwners.isEmpty());
    } catch (RuntimeException | Error e) {
      entityManagers.close();
      throw e;
    }
    return new JpaBackend(
        new Transactions(entityManagers, autoCommit),
        hostOwners,
        () -> {
          try {
            entityManagers.close();
          } finally {
            release.run();
          }
        });
  }

  @Override
  public ApiKeyStore tokens() {
    return tokens;
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
  public void close() {
    release.run();
  }
}
