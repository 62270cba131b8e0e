package dev.sallyport.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import dev.sallyport.session.SessionStore;
import dev.sallyport.spi.AuditLog;
import dev.sallyport.spi.Backend;
import dev.sallyport.spi.OwnerDirectory;
import dev.sallyport.spi.OwnerRegistry;
import dev.sallyport.spi.ResourceRegistry;
import dev.sallyport.spi.UsageLog;
import dev.sallyport.testkit.TestedStore;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Backend on a separate database, opened once for all contracts of a test class. Its connections
 * are pooled, because opening one takes a server longer than most statements of the tests.
 */
public final class SharedBackend implements AutoCloseable {
  private final HikariDataSource pool;
  private final Backend backend;
  private final Runnable release;

  private SharedBackend(HikariDataSource pool, Backend backend, Runnable release) {
    this.pool = pool;
    this.backend = backend;
    this.release = release;
  }

  /** Opens a store that keeps owners too. */
  public static SharedBackend on(TestDatabase database, TestStore store) {
    return onPool(database, store, null);
  }

  /** Opens a store for a host with its own owner directory. */
  public static SharedBackend ofKeysOnly(TestDatabase database, TestStore store) {
    return onPool(database, store, owner -> Optional.empty());
  }

  /** Wraps a backend on a database, with what to release after it is closed. */
  public static SharedBackend of(TestDatabase database, Backend backend, Runnable release) {
    return new SharedBackend(pool(database), backend, release);
  }

  private static SharedBackend onPool(
      TestDatabase database, TestStore store, @Nullable OwnerDirectory ofHost) {
    HikariDataSource pool = pool(database);
    StoreDataSource source = StoreDataSource.of(pool, SchemaMode.VALIDATE, ofHost == null);
    return new SharedBackend(pool, store.open(source, ofHost), () -> {});
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

  /** Runs a statement on the database. */
  void run(String sql) {
    TestDatabase.run(pool, List.of(sql));
  }

  TestedStore tested() {
    return new TestedStore(backend.keys(), backend.audit(), owners());
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

  SessionStore sessions() {
    return backend.sessions().orElseThrow();
  }

  @Override
  public void close() {
    backend.close();
    release.run();
    pool.close();
  }
}
