package dev.sallyport.jpa;

import com.zaxxer.hikari.HikariDataSource;
import dev.sallyport.spi.ApiKeyStore;
import dev.sallyport.spi.AuditLog;
import dev.sallyport.spi.OwnerDirectory;
import dev.sallyport.spi.OwnerRegistry;
import dev.sallyport.spi.ResourceRegistry;
import dev.sallyport.spi.UsageLog;
import jakarta.persistence.EntityManagerFactory;
import java.util.Map;
import java.util.Optional;

/**
 * A backend on a database of its own, opened once for all contracts of a test class. Its
 * connections are pooled: opening one takes a server longer than most of what the tests ask of it.
 */
final class SharedBackend implements AutoCloseable {
  private final HikariDataSource pool;
  private final JpaBackend backend;
  private final Runnable release;

  private SharedBackend(HikariDataSource pool, JpaBackend backend, Runnable release) {
    this.pool = pool;
    this.backend = backend;
    this.release = release;
  }

  /** Opens a persistence unit of Sallyport's own. */
  static SharedBackend on(TestDatabase database) {
    return onPool(database, Optional.empty());
  }

  /** Opens one for a host with owners of its own. */
  static SharedBackend ofKeysOnly(TestDatabase database) {
    return onPool(database, Optional.of(owner -> Optional.empty()));
  }

  /** Opens the backend in a persistence unit of the host's, which is closed with it. */
  static SharedBackend inUnitOfHost(TestDatabase database) {
    EntityManagerFactory host = database.startUnit("host", Map.of());
    return new SharedBackend(pool(database), JpaBackend.on(host, Optional.empty()), host::close);
  }

  private static SharedBackend onPool(TestDatabase database, Optional<OwnerDirectory> ofHost) {
    HikariDataSource pool = pool(database);
    return new SharedBackend(pool, JpaBackend.on(pool, SchemaMode.VALIDATE, ofHost), () -> {});
  }

  private static HikariDataSource pool(TestDatabase database) {
    HikariDataSource pool = new HikariDataSource();
    pool.setDataSource(database.dataSource());
    pool.setMaximumPoolSize(TestDatabase.POOL_SIZE);
    pool.setMinimumIdle(1);
    return pool;
  }

  /** Empties the tables of Sallyport. */
  void empty() {
    TestDatabase.empty(pool);
  }

  ApiKeyStore tokens() {
    return backend.tokens();
  }

  Optional<OwnerRegistry> owners() {
    return backend.owners() instanceof OwnerRegistry registry
        ? Optional.of(registry)
        : Optional.empty();
  }

  ResourceRegistry resources() {
    return backend.resources();
  }

  AuditLog audit() {
    return backend.audit();
  }

  UsageLog usage() {
    return backend.usage();
  }

  @Override
  public void close() {
    backend.close();
    release.run();
    pool.close();
  }
}
