package dev.sallyport.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.spi.StoreException;
import dev.sallyport.testkit.TestKeys;
import dev.sallyport.transaction.TransactionScope;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Conflicts of a host's transaction that calls take part in. */
public abstract class JoinConflictContract {
  private static final int MANY_CHANGES = 1000;

  private final TestStore store;

  /** Creates the contract of a store. */
  protected JoinConflictContract(TestStore store) {
    this.store = store;
  }

  @ParameterizedTest
  @MethodSource("dev.sallyport.jdbc.TestServers#withSnapshots")
  final void leavesTheRepetitionToTheHost(TestServer server) throws SQLException {
    TestDatabase database = server.migratedDatabase();
    TestDatabase snapshots =
        server == TestServer.MARIADB
            ? database.with("?sessionVariables=innodb_snapshot_isolation=1")
            : database;
    try (Host host = open(snapshots);
        Connection connection = host.begin()) {
      Created created = host.create("first");
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      try (TransactionScope scope = host.sallyport.join(connection)) {
        host.insert(connection, "ada");
        assertThat(host.sallyport.keys().get(created.key().id())).isPresent();
        database.run("update sallyport_key set version = version + 1");
        assertThatThrownBy(() -> host.sallyport.keys().deactivate(created.key().id()))
            .isInstanceOf(StoreException.class)
            .hasMessageContaining("roll back the host's transaction and repeat it");
        assertThat(scope.isRollbackOnly())
            .as("the database has rolled all back")
            .isEqualTo(host.rows(connection) == 0);
        connection.rollback();
      }
      assertThat(host.sallyport.keys().deactivate(created.key().id())).isPresent();
    }
  }

  /** InnoDB rolls back the transaction with fewer changes, and all of it. */
  @ParameterizedTest
  @EnumSource(names = "MARIADB")
  @Tag("mariadb")
  final void cannotCommitAfterADeadlock(TestServer server) throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (Host host = open(server.migratedDatabase());
        Connection connection = host.begin();
        Connection other = host.begin()) {
      UUID id = host.create("first").key().id();
      for (int i = 0; i < MANY_CHANGES; i++) {
        host.insert(other, "row " + i);
      }
      update(other, "update sallyport_user set email = 'x'");
      try (TransactionScope scope = host.sallyport.join(connection)) {
        host.insert(connection, "ada");
        host.sallyport.keys().rename(id, "renamed");
        Future<?> waiting =
            thread.submit(
                () -> {
                  update(other, "update sallyport_key set name = 'x'");
                  other.commit();
                  return true;
                });
        assertThatThrownBy(() -> host.sallyport.ownerManager().removeStaff(TestKeys.OWNER))
            .isInstanceOf(StoreException.class)
            .hasMessageContaining("roll back the host's transaction and repeat it");
        assertThat(waiting.get()).isEqualTo(true);
        assertThatThrownBy(() -> scope.commit(connection::commit))
            .isInstanceOf(IllegalStateException.class);
      }
      assertThat(host.rows()).isEqualTo(String.valueOf(MANY_CHANGES));
    } finally {
      thread.shutdownNow();
    }
  }

  private static void update(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.sallyport.jdbc.TestServers#joined")
  final void overwritesNoChangeSinceTheHostsFirstQuery(TestServer server) throws SQLException {
    TestDatabase database = server.migratedDatabase();
    try (Host host = open(database);
        Connection connection = host.begin()) {
      try (TransactionScope scope = host.sallyport.join(connection)) {
        assertThat(host.sallyport.ownerManager().user(TestKeys.OWNER).orElseThrow().active())
            .isTrue();
        database.run("update sallyport_user set active = false");
        Throwable conflict =
            catchThrowable(() -> host.sallyport.ownerManager().removeStaff(TestKeys.OWNER));
        assertThat(conflict == null).isEqualTo(server != TestServer.MARIADB);
        scope.commit(connection::commit);
      }
      assertThat(host.sallyport.ownerManager().user(TestKeys.OWNER).orElseThrow().active())
          .isFalse();
    }
  }

  private Host open(TestDatabase database) {
    return Host.on(database, store, 2 * Host.THREADS);
  }
}
