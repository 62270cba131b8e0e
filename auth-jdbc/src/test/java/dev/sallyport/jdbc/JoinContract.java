package dev.sallyport.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.Sallyport;
import dev.sallyport.authorization.ResourceId;
import dev.sallyport.key.ApiKey;
import dev.sallyport.management.BulkAction;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.CreateResult.Denied;
import dev.sallyport.management.CreateResult.Reason;
import dev.sallyport.management.Rotation;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.Invalidation;
import dev.sallyport.spi.StoreException;
import dev.sallyport.testkit.TestKeys;
import dev.sallyport.transaction.TransactionScope;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls that take part in a transaction on a connection that the host hands over. */
public abstract class JoinContract {
  private static final ResourceId REPORT = new ResourceId("report", "2026");

  private final TestStore store;

  /** Creates the contract of a store. */
  protected JoinContract(TestStore store) {
    this.store = store;
  }

  @ParameterizedTest
  @MethodSource("dev.sallyport.jdbc.TestServers#joined")
  final void commitsAKeyTogetherWithTheHostsRow(TestServer server) throws SQLException {
    try (Host host = open(server.migratedDatabase());
        Connection connection = host.begin()) {
      Created created;
      try (TransactionScope scope = host.sallyport.join(connection)) {
        host.insert(connection, "ada");
        created = host.create("first");
        assertThat(host.sallyport.keys().get(created.key().id())).contains(created.key());
        assertThat(host.authenticates(created)).as("before the commit").isFalse();
        assertThat(host.changes()).isEmpty();
        scope.commit(connection::commit);
      }
      assertThat(host.authenticates(created)).as("after the commit").isTrue();
      assertThat(host.changes()).hasSize(1);
      assertThat(host.rows()).isEqualTo("1");
      assertThat(host.sallyport.audit().verify().flaw()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("dev.sallyport.jdbc.TestServers#joined")
  final void rollsAllKindsOfChangesBackWithTheHost(TestServer server) throws SQLException {
    TestDatabase database = server.migratedDatabase();
    try (Host host = open(database);
        Connection connection = host.begin()) {
      Created kept = host.create("kept");
      long audited = host.sallyport.audit().verify().lastGood().sequence();
      host.events.clear();
      try (TransactionScope scope = host.sallyport.join(connection)) {
        assertThat(scope.isRollbackOnly()).isFalse();
        host.insert(connection, "ada");
        changeEverything(host, kept.key());
        connection.rollback();
      }
      assertThat(host.changes()).isEmpty();
      assertThat(host.rows()).isEqualTo("0");
      assertThat(host.sallyport.keys().list(ApiKeyQuery.all()).items()).containsExactly(kept.key());
      assertThat(host.sallyport.resourceManager().find(REPORT)).isEmpty();
      assertThat(host.sallyport.audit().verify().lastGood().sequence()).isEqualTo(audited);
      assertThat(host.authenticates(kept)).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("dev.sallyport.jdbc.TestServers#joined")
  final void commitsAllKindsOfChangesWithTheHost(TestServer server) throws SQLException {
    try (Host host = open(server.migratedDatabase());
        Connection connection = host.begin()) {
      Created first = host.create("first");
      try (TransactionScope scope = host.sallyport.join(connection)) {
        changeEverything(host, first.key());
        scope.commit(connection::commit);
      }
      assertThat(host.sallyport.keys().list(ApiKeyQuery.all()).items()).isEmpty();
      assertThat(host.sallyport.ownerManager().user(TestKeys.OWNER)).isEmpty();
      assertThat(host.sallyport.resourceManager().find(REPORT)).isPresent();
      assertThat(host.sallyport.audit().verify().flaw()).isEmpty();
      assertThat(host.authenticates(first)).isFalse();
    }
  }

  private static void changeEverything(Host host, ApiKey key) {
    var keys = host.sallyport.keys();
    var resources = host.sallyport.resourceManager();
    String account = key.owner().accountId();
    assertThat(resources.create(account, REPORT)).isTrue();
    resources.bind(account, REPORT, key.id());
    UUID successor =
        ((Created) keys.rotate(key.id(), Rotation.immediate()).orElseThrow()).key().id();
    assertThat(keys.rename(successor, "renamed").orElseThrow().name()).isEqualTo("renamed");
    assertThat(keys.bulk(BulkAction.DEACTIVATE, List.of(successor)).changed()).hasSize(1);
    assertThat(keys.logOut(successor)).isPresent();
    host.create("late");
    assertThat(keys.purge(Duration.ZERO)).isEqualTo(keys.get(key.id()).isPresent() ? 0 : 1);
    assertThat(host.sallyport.ownerManager().deleteUser(key.owner())).isPresent();
  }

  @ParameterizedTest
  @MethodSource("dev.sallyport.jdbc.TestServers#joined")
  final void deniesADeactivatedKeyAfterTheCommit(TestServer server) throws SQLException {
    try (Host host = open(server.migratedDatabase());
        Connection connection = host.begin()) {
      Created created = host.create("first");
      assertThat(host.authenticates(created)).isTrue();
      try (TransactionScope scope = host.sallyport.join(connection)) {
        host.sallyport.keys().deactivate(created.key().id());
        assertThat(host.authenticates(created)).as("before the commit").isTrue();
        scope.commit(connection::commit);
      }
      assertThat(host.authenticates(created)).as("after the commit").isFalse();
    }
  }

  @Test
  final void deniesADeactivatedKeyAfterACommitWithoutAnAnswer() throws SQLException {
    try (Host host = open(TestServer.H2.migratedDatabase());
        Connection connection = host.begin()) {
      Created created = host.create("first");
      assertThat(host.authenticates(created)).isTrue();
      host.events.clear();
      try (TransactionScope scope = host.sallyport.join(connection)) {
        host.sallyport.keys().deactivate(created.key().id());
        assertThatThrownBy(
                () ->
                    scope.commit(
                        () -> {
                          connection.commit();
                          throw new SQLException("connection lost");
                        }))
            .isInstanceOf(SQLException.class);
      }
      assertThat(host.authenticates(created)).isFalse();
      assertThat(host.changes()).isEmpty();
    }
  }

  @Test
  final void otherNodesHearOfAChangeAfterTheCommit() throws SQLException {
    try (Host host = open(TestServer.H2.migratedDatabase());
        Sallyport other = host.otherNode();
        Connection connection = host.begin()) {
      Created created = host.create("first");
      Invalidation change = new Invalidation.OfKey(created.key().id());
      assertThat(Host.authenticates(other, created)).isTrue();
      host.cluster.published.clear();
      try (TransactionScope scope = host.sallyport.join(connection)) {
        assertThat(scope.isRollbackOnly()).isFalse();
        host.sallyport.keys().deactivate(created.key().id());
        connection.rollback();
      }
      assertThat(Host.authenticates(other, created)).as("after a rollback").isTrue();
      host.cluster.published.clear(); // the scope does not know of the rollback
      try (TransactionScope scope = host.sallyport.join(connection)) {
        host.sallyport.keys().deactivate(created.key().id());
        assertThat(host.cluster.published).as("before the commit").isEmpty();
        scope.commit(connection::commit);
      }
      assertThat(host.cluster.published).containsExactly(change);
      assertThat(Host.authenticates(other, created)).isFalse();
      try (TransactionScope scope = host.sallyport.join(connection)) {
        host.sallyport.keys().activate(created.key().id());
        assertThatThrownBy(
                () ->
                    scope.commit(
                        () -> {
                          connection.commit();
                          throw new SQLException("connection lost");
                        }))
            .isInstanceOf(SQLException.class);
      }
      assertThat(host.cluster.published).as("not answered").containsExactly(change, change);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.sallyport.jdbc.TestServers#joined")
  final void undoesADeniedCallWithoutTheHostsRows(TestServer server) throws SQLException {
    try (Host host = open(server.migratedDatabase());
        Connection connection = host.begin()) {
      try (TransactionScope scope = host.sallyport.join(connection)) {
        host.insert(connection, "ada");
        assertThat(host.sallyport.ownerManager().createAccount(host.account())).isFalse();
        for (int i = 0; i < Host.KEY_LIMIT; i++) {
          host.create("key " + i);
        }
        assertThat(host.tryCreate("one too many")).isEqualTo(new Denied(Reason.LIMIT_REACHED));
        scope.commit(connection::commit);
      }
      assertThat(host.rows()).isEqualTo("1");
      assertThat(host.sallyport.keys().list(ApiKeyQuery.all()).items()).hasSize(Host.KEY_LIMIT);
      assertThat(host.sallyport.audit().verify().flaw()).isEmpty();
    }
  }

  /** Both insert the owner's lock: one of them finds the row of the other, and goes on. */
  @ParameterizedTest
  @MethodSource("dev.sallyport.jdbc.TestServers#joined")
  final void needsNoSecondConnectionOfAnExhaustedPool(TestServer server) throws Exception {
    try (Host host = open(readCommitted(server), Host.THREADS)) {
      CyclicBarrier haveConnections = new CyclicBarrier(Host.THREADS);
      List<Callable<Created>> work = new ArrayList<>();
      for (int i = 0; i < Host.THREADS; i++) {
        String name = "key " + i;
        work.add(
            () -> {
              try (Connection connection = host.begin();
                  TransactionScope scope = host.sallyport.join(connection)) {
                haveConnections.await();
                host.insert(connection, name);
                Created created = host.create(name);
                scope.commit(connection::commit);
                return created;
              }
            });
      }
      ExecutorService threads = Executors.newFixedThreadPool(Host.THREADS);
      try {
        for (Future<Created> created : threads.invokeAll(work)) {
          assertThat(host.authenticates(created.get())).isTrue();
        }
      } finally {
        threads.shutdownNow();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = "H2")
  final void requiresAnOpenTransaction(TestServer server) throws SQLException {
    try (Host host = open(server.migratedDatabase());
        Connection connection = host.begin()) {
      connection.setAutoCommit(true);
      try (TransactionScope scope = host.sallyport.join(connection)) {
        assertThatThrownBy(() -> host.create("first"))
            .isInstanceOf(StoreException.class)
            .hasMessageContaining("setAutoCommit(false)");
        assertThat(scope.isRollbackOnly()).isFalse();
      }
    }
  }

  /** MariaDB's default level locks the gap of a row that both are about to insert. */
  static TestDatabase readCommitted(TestServer server) {
    TestDatabase database = server.migratedDatabase();
    return server == TestServer.MARIADB
        ? database.with("?transactionIsolation=READ-COMMITTED")
        : database;
  }

  private Host open(TestDatabase database) {
    return open(database, 2 * Host.THREADS);
  }

  private Host open(TestDatabase database, int connections) {
    return Host.on(database, store, connections);
  }
}
