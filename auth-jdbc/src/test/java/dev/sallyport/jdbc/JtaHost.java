package dev.sallyport.jdbc;

import com.arjuna.ats.internal.arjuna.objectstore.VolatileStore;
import com.arjuna.ats.jta.TransactionManager;
import com.arjuna.ats.jta.common.jtaPropertyManager;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.agroal.narayana.NarayanaTransactionIntegration;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.XADataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.mariadb.jdbc.MariaDbDataSource;
import org.postgresql.xa.PGXADataSource;

/** Narayana's transaction manager, and Agroal's pools on its transactions. */
final class JtaHost {
  static {
    for (String store : List.of("", "communicationStore.", "stateStore.")) {
      String bean = "ObjectStoreEnvironmentBean." + store;
      System.setProperty(bean + "objectStoreType", VolatileStore.class.getName());
      System.setProperty(bean + "objectStoreDir", "target/transactions");
    }
  }

  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(10);

  private JtaHost() {}

  static jakarta.transaction.TransactionManager transactions() {
    return TransactionManager.transactionManager();
  }

  static TransactionSynchronizationRegistry registry() {
    return jtaPropertyManager.getJTAEnvironmentBean().getTransactionSynchronizationRegistry();
  }

  /** Opens a pool that enlists its connections. */
  static AgroalDataSource pool(TestDatabase database, boolean isXa, int connections)
      throws SQLException {
    return AgroalDataSource.from(
        new AgroalDataSourceConfigurationSupplier()
            .connectionPoolConfiguration(
                pool ->
                    pool.maxSize(connections)
                        .acquisitionTimeout(CONNECTION_TIMEOUT)
                        .transactionIntegration(
                            new NarayanaTransactionIntegration(transactions(), registry()))
                        .connectionFactoryConfiguration(
                            factory -> {
                              factory
                                  .jdbcUrl(database.url())
                                  .principal(new NamePrincipal(database.user()))
                                  .credential(new SimplePassword(database.password()));
                              return isXa
                                  ? factory.connectionProviderClass(xaDataSource(database.url()))
                                  : factory;
                            })));
  }

  private static Class<? extends XADataSource> xaDataSource(String url) {
    if (url.startsWith("jdbc:h2:")) {
      return JdbcDataSource.class;
    }
    return url.startsWith("jdbc:mariadb:") ? MariaDbDataSource.class : PGXADataSource.class;
  }
}
