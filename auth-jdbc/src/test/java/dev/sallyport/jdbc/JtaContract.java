package dev.sallyport.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.sallyport.Sallyport;
import dev.sallyport.event.Event;
import dev.sallyport.event.Event.KeyAction;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.CreateResult.Denied;
import dev.sallyport.management.CreateResult.Reason;
import dev.sallyport.spi.Backend;
import dev.sallyport.spi.Invalidation;
import dev.sallyport.spi.StoreSetupException;
import io.agroal.api.AgroalDataSource;
import jakarta.transaction.TransactionManager;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls that take part in transactions of JTA. */
public abstract class JtaContract {
  private final TestStore store;
  private final TransactionManager transactions = JtaHost.transactions();

  /** Creates the contract of a store. */
  protected JtaContract(TestStore store) {
    this.store = store;
  }

  static Stream<Arguments> pools() {
    return TestServers.joined()
        .flatMap(server -> Stream.of(Arguments.of(server, true), Arguments.of(server, false)));
  }

  @AfterEach
  final void endTransaction() throws Exception {
    if (transactions.getTransaction() != null) {
      transactions.rollback();
    }
  }

  @ParameterizedTest
  @MethodSource("pools")
  final void commitsAKeyTogetherWithTheHostsRow(TestServer server, boolean isXa) throws Exception {
    try (Host host = open(server, isXa)) {
      transactions.begin();
      Created created;
      try (Connection connection = host.connect()) {
        host.insert(connection, "ada");
        created = host.create("first");
      }
      assertThat(host.sallyport.keys().get(created.key().id())).contains(created.key());
      assertThat(host.authenticates(created)).as("before the commit").isFalse();
      assertThat(host.changes()).isEmpty();
      transactions.commit();
      assertThat(host.authenticates(created)).as("after the commit").isTrue();
      assertThat(host.changes()).hasSize(1);
      assertThat(host.rows()).isEqualTo("1");
      assertThat(host.sallyport.audit().verify().flaw()).isEmpty();
    }
  }

  @Test
  final void isNotOpenedInsideATransaction() throws Exception {
    TestDatabase database = TestServer.H2.migratedDatabase();
    try (AgroalDataSource pool = JtaHost.pool(database, true, Host.THREADS)) {
      transactions.begin();
      assertThatThrownBy(() -> host(database, pool, () -> {}))
          .isInstanceOf(StoreSetupException.class)
          .hasMessageContaining("opened inside a transaction");
      transactions.rollback();
    }
  }

  @Test
  final void publishesInTheOrderOfTheCalls() throws Exception {
    try (Host host = open(TestServer.H2, true)) {
      transactions.begin();
      Created created = host.create("first");
      host.sallyport.keys().deactivate(created.key().id());
      host.sallyport.keys().delete(created.key().id());
      transactions.commit();
      assertThat(host.changes())
          .extracting(event -> ((Event.KeyChanged) event).action())
          .containsExactly(KeyAction.CREATED, KeyAction.DEACTIVATED, KeyAction.DELETED);
    }
  }

  @ParameterizedTest
  @MethodSource("pools")
  final void rollsAKeyBackWithTheHost(TestServer server, boolean isXa) throws Exception {
    try (Host host = open(server, isXa)) {
      long audited = host.sallyport.audit().verify().lastGood().sequence();
      transactions.begin();
      Created created = host.create("first");
      transactions.rollback();
      assertThat(host.sallyport.keys().get(created.key().id())).isEmpty();
      assertThat(host.sallyport.audit().verify().lastGood().sequence()).isEqualTo(audited);
      assertThat(host.changes()).isEmpty();
      assertThat(host.authenticates(created)).isFalse();
    }
  }

  @Test
  final void otherNodesHearOfAChangeAfterTheCommit() throws Exception {
    try (Host host = open(TestServer.H2, true);
        Sallyport other = host.otherNode()) {
      Created created = host.create("first");
      assertThat(Host.authenticates(other, created)).isTrue();
      host.cluster.published.clear();
      transactions.begin();
      host.sallyport.keys().deactivate(created.key().id());
      transactions.rollback();
      assertThat(host.cluster.published).as("after a rollback").isEmpty();
      transactions.begin();
      host.sallyport.keys().deactivate(created.key().id());
      assertThat(host.cluster.published).as("before the commit").isEmpty();
      transactions.commit();
      assertThat(host.cluster.published)
          .containsExactly(new Invalidation.OfKey(created.key().id()));
      assertThat(Host.authenticates(other, created)).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("pools")
  final void undoesADeniedCallWithoutTheHostsRows(TestServer server, boolean isXa)
      throws Exception {
    try (Host host = open(server, isXa)) {
      transactions.begin();
      for (int i = 0; i < Host.KEY_LIMIT; i++) {
        host.create("key " + i);
      }
      assertThat(host.tryCreate("one too many")).isEqualTo(new Denied(Reason.LIMIT_REACHED));
      transactions.commit();
      assertThat(host.changes()).hasSize(Host.KEY_LIMIT);
      assertThat(host.sallyport.audit().verify().flaw()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("pools")
  final void needsNoSecondConnectionOfAnExhaustedPool(TestServer server, boolean isXa)
      throws Exception {
    try (Host host = open(JoinContract.readCommitted(server), isXa)) {
      CyclicBarrier haveConnections = new CyclicBarrier(Host.THREADS);
      Callable<Created> work =
          () -> {
            transactions.begin();
            try (Connection connection = host.connect()) {
              haveConnections.await();
              host.insert(connection, Thread.currentThread().getName());
              Created created = host.create("key");
              transactions.commit();
              return created;
            }
          };
      ExecutorService threads = Executors.newFixedThreadPool(Host.THREADS);
      try {
        for (Future<Created> created : threads.invokeAll(List.of(work, work))) {
          assertThat(host.authenticates(created.get())).isTrue();
        }
      } finally {
        threads.shutdownNow();
      }
    }
  }

  @Test
  final void recognizesAnEnlistedConnectionThatReportsAutoCommit() throws Exception {
    TestDatabase database = TestServer.H2.migratedDatabase();
    AgroalDataSource pool = JtaHost.pool(database, true, Host.THREADS);
    try (Host host = host(database, LibertyDataSource.of(pool), pool::close)) {
      transactions.begin();
      Created created = host.create("first");
      assertThat(host.sallyport.keys().get(created.key().id())).contains(created.key());
      assertThat(host.changes()).isEmpty();
      transactions.commit();
      assertThat(host.authenticates(created)).isTrue();
      assertThat(host.changes()).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.sallyport.jdbc.TestServers#joined")
  final void keepsToItsOwnTransactionOnAPoolWithoutJta(TestServer server) throws Exception {
    TestDatabase database = server.migratedDatabase();
    HikariDataSource pool = Host.pool(database, Host.THREADS);
    try (Host host = host(database, pool, pool::close)) {
      transactions.begin();
      Created created = host.create("first");
      assertThat(host.authenticates(created)).as("committed at once").isTrue();
      assertThat(host.changes()).hasSize(1);
      transactions.rollback();
      assertThat(host.sallyport.keys().get(created.key().id())).isPresent();
    }
  }

  @ParameterizedTest
  @MethodSource("pools")
  final void failsInATransactionThatIsMarkedForRollback(TestServer server, boolean isXa)
      throws Exception {
    try (Host host = open(server, isXa)) {
      transactions.begin();
      host.create("first");
      transactions.setRollbackOnly();
      try {
        host.create("second");
      } catch (RuntimeException e) {
        assertThat(e).hasMessageContaining("Could not");
      }
      assertThatThrownBy(transactions::commit).isNotNull();
      assertThat(host.changes()).isEmpty();
      assertThat(host.create("third")).isNotNull();
      assertThat(host.changes()).hasSize(1);
    }
  }

  private Host open(TestServer server, boolean isXa) throws Exception {
    return open(server.migratedDatabase(), isXa);
  }

  private Host open(TestDatabase database, boolean isXa) throws Exception {
    AgroalDataSource pool = JtaHost.pool(database, isXa, Host.THREADS);
    return host(database, pool, pool::close);
  }

  private Host host(TestDatabase database, DataSource pool, Runnable release) {
    StoreDataSource source =
        StoreDataSource.of(
            pool, SchemaMode.VALIDATE, true, new JtaTransactions(JtaHost.registry()));
    Backend backend = store.open(source, null);
    return new Host(database, pool, backend, release);
  }
}
