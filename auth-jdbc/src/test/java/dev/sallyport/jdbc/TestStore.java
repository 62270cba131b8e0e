package dev.sallyport.jdbc;

import dev.sallyport.jdbc.connection.DriverDataSource;
import dev.sallyport.spi.Backend;
import dev.sallyport.spi.OwnerDirectory;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Kind of store in a relational database that a contract is run on. */
@FunctionalInterface
public interface TestStore {
  /** Opens the store on a data source that is closed with it. */
  Backend open(StoreDataSource source, @Nullable OwnerDirectory hostOwners);

  /** Opens the store on existing tables, over a pool for all threads of the tests. */
  default Backend open(TestDatabase database) {
    return pooled(database.dataSource(), TestDatabase.POOL_SIZE, Duration.ofMinutes(1));
  }

  /** Opens the store on existing tables, over a pool. */
  default Backend pooled(DriverDataSource source, int size, Duration timeout) {
    return open(StoreDataSource.pool(source, size, timeout, SchemaMode.VALIDATE, true), null);
  }

  /** Opens the store on a data source of the host. */
  default Backend on(DataSource source, SchemaMode schema) {
    return open(StoreDataSource.of(source, schema, true), null);
  }
}
