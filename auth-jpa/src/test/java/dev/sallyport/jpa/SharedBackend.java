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
 * Backend on a separate database, opened once for all contracts of a test class. Its connections
 * are pooled, because opening one takes a server longer than most statements of the tests.
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

  /** Opens a backend with Sallyport's own persistence unit. */
  static SharedBackend on(TestDatabase database) {
    return onPool(database, Optional.empty());
  }

  /** Opens a backend for a host with its own owner directory. */
  static SharedBackend ofKeysOnly(TestDatabase database) {
    return onPool(database, Optional.of(owner -> Optional.empty()));
  }

  /** Opens a backend in a persistence unit of the host, which is closed with it. */
  static SharedBackend inUnitOfHost(TestDatabase database) {
    EntityManagerFactory host = database.startUnit("host", Map.of());
    return new SharedBackend(pool(database), JpaBackend.on(host), host::close);
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

  /** Deletes all rows of Sallyport's tables. */
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
