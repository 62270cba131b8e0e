package dev.sallyport.spring.internal;

import dev.sallyport.transaction.HostTransactions;
import javax.sql.DataSource;

/** Transactions of the host on a data source; a type that loads without spring-tx. */
@FunctionalInterface
public interface DataSourceTransactions {
  /** Sets the data source of the store, and returns its transactions. */
  HostTransactions on(DataSource source);
}
