package dev.sallyport.example.jetty.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.jdbc.SchemaMode;
import dev.sallyport.jpa.JpaBackend;
import dev.sallyport.key.Owner;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.transaction.TransactionScope;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** Runs the samples of the documentation about transactions. */
class TransactionSamplesTest {
  private final Owner owner = new Owner("acme", "ada");

  @Test
  void createsAKeyInATransactionOfTheApplication() throws SQLException {
    JdbcDataSource dataSource = new JdbcDataSource();
    dataSource.setURL("jdbc:h2:mem:transactions;DB_CLOSE_DELAY=-1");
    JpaBackend backend = JpaBackend.on(dataSource, SchemaMode.MIGRATE, new Members());
    try (Sallyport sallyport = Sallyport.builder(backend).ignoreEnvironment().build()) {
      // sample: join
      try (Connection connection = dataSource.getConnection();
          TransactionScope scope = sallyport.join(connection)) {
        connection.setAutoCommit(false);
        insertUser(connection, owner);
        sallyport.keys().create(CreateKeyRequest.of(owner, "first"));
        scope.commit(connection::commit);
      }
      // end
      assertThat(sallyport.keys().list(ApiKeyQuery.all()).items()).hasSize(1);
    }
  }

  private static void insertUser(Connection connection, Owner owner) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("select '" + owner.userId() + "'");
    }
  }
}
