package dev.sallyport.jdbc.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;

class AutoCommitTest {
  private final JdbcConnectionPool pool =
      JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID(), "", "");

  @Test
  void endsAForeignTransaction() throws SQLException {
    try (Connection other = pool.getConnection()) {
      other.setAutoCommit(false);
    }
    try (Connection connection = AutoCommit.enforce(pool).getConnection()) {
      assertThat(connection.getAutoCommit()).isTrue();
    }
    pool.dispose();
  }

  @Test
  void aBrokenConnectionGoesBackToItsPool() throws SQLException {
    DataSource enforced = AutoCommit.enforce(pool);
    try (Connection connection = enforced.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("shutdown immediately");
    }
    assertThatThrownBy(enforced::getConnection).isInstanceOf(SQLException.class);
    assertThat(pool.getActiveConnections()).isZero();
  }
}
