package dev.sallyport.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.authorization.ResourceId;
import dev.sallyport.jdbc.Host;
import dev.sallyport.jdbc.TestDatabase;
import dev.sallyport.jdbc.TestServer;
import dev.sallyport.jdbc.TestServers;
import dev.sallyport.jpa.entity.KeyEntity;
import dev.sallyport.key.ApiKey;
import dev.sallyport.management.BulkAction;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.CreateResult.Denied;
import dev.sallyport.management.CreateResult.Reason;
import dev.sallyport.management.Rotation;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.StoreException;
import dev.sallyport.transaction.TransactionScope;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls in the host's persistence unit that take part in a transaction of its entity manager. */
class JoinedEntityManagerTest {
  private static final ResourceId REPORT = new ResourceId("report", "2026");

  @ParameterizedTest
  @ArgumentsSource(TestServers.class)
  void commitsAKeyTogetherWithTheHostsRow(TestServer server) {
    try (Unit unit = new Unit(server);
        EntityManager entityManager = unit.begin()) {
      Host host = unit.host;
      Created created;
      try (TransactionScope scope = host.sallyport.join(entityManager)) {
        unit.insert(entityManager);
        created = host.create("first");
        assertThat(host.sallyport.keys().get(created.key().id())).contains(created.key());
        assertThat(host.authenticates(created)).as("before the commit").isFalse();
        scope.commit(entityManager.getTransaction()::commit);
      }
      assertThat(host.authenticates(created)).as("after the commit").isTrue();
      assertThat(host.changes()).hasSize(1);
      assertThat(host.rows()).isEqualTo("1");
      assertThat(host.sallyport.audit().verify().flaw()).isEmpty();
    }
  }

  @ParameterizedTest
  @ArgumentsSource(TestServers.class)
  void rollsAllKindsOfChangesBackWithTheHost(TestServer server) {
    try (Unit unit = new Unit(server);
        EntityManager entityManager = unit.begin()) {
      Host host = unit.host;
      Created kept = host.create("kept");
      host.events.clear();
      try (TransactionScope scope = host.sallyport.join(entityManager)) {
        unit.insert(entityManager);
        changeEverything(host, kept.key());
        assertThat(scope.isRollbackOnly()).isFalse();
        entityManager.getTransaction().rollback();
      }
      assertThat(host.changes()).isEmpty();
      assertThat(host.rows()).isEqualTo("0");
      assertThat(host.sallyport.keys().list(ApiKeyQuery.all()).items()).containsExactly(kept.key());
      assertThat(host.sallyport.resourceManager().find(REPORT)).isEmpty();
      assertThat(host.authenticates(kept)).isTrue();
    }
  }

  @ParameterizedTest
  @ArgumentsSource(TestServers.class)
  void commitsAllKindsOfChangesWithTheHost(TestServer server) {
    try (Unit unit = new Unit(server);
        EntityManager entityManager = unit.begin()) {
      Host host = unit.host;
      Created first = host.create("first");
      try (TransactionScope scope = host.sallyport.join(entityManager)) {
        changeEverything(host, first.key());
        scope.commit(entityManager.getTransaction()::commit);
      }
      assertThat(host.sallyport.keys().list(ApiKeyQuery.all()).items()).isEmpty();
      assertThat(host.sallyport.resourceManager().find(REPORT)).isPresent();
      assertThat(host.sallyport.audit().verify().flaw()).isEmpty();
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
    assertThat(keys.get(successor).orElseThrow().name()).isEqualTo("renamed");
    assertThat(keys.bulk(BulkAction.DEACTIVATE, List.of(successor)).changed()).hasSize(1);
    assertThat(keys.logOut(successor)).isPresent();
    host.create("late");
    assertThat(host.sallyport.ownerManager().deleteUser(key.owner())).isPresent();
  }

  @ParameterizedTest
  @ArgumentsSource(TestServers.class)
  void undoesADeniedCallWithoutTheHostsRows(TestServer server) {
    try (Unit unit = new Unit(server);
        EntityManager entityManager = unit.begin()) {
      Host host = unit.host;
      try (TransactionScope scope = host.sallyport.join(entityManager)) {
        unit.insert(entityManager);
        assertThat(host.sallyport.ownerManager().createAccount(host.account())).isFalse();
        for (int i = 0; i < Host.KEY_LIMIT; i++) {
          host.create("key " + i);
        }
        assertThat(host.tryCreate("one too many")).isEqualTo(new Denied(Reason.LIMIT_REACHED));
        scope.commit(entityManager.getTransaction()::commit);
      }
      assertThat(host.rows()).isEqualTo("1");
      assertThat(host.sallyport.keys().list(ApiKeyQuery.all()).items()).hasSize(Host.KEY_LIMIT);
      assertThat(host.sallyport.audit().verify().flaw()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = "H2")
  void readsWhatTheHostHasLoadedAnew(TestServer server) {
    try (Unit unit = new Unit(server);
        EntityManager entityManager = unit.begin()) {
      Host host = unit.host;
      UUID id = host.create("first").key().id();
      Object loaded = entityManager.find(KeyEntity.class, id.toString());
      host.sallyport.keys().rename(id, "by another transaction");
      try (TransactionScope scope = host.sallyport.join(entityManager)) {
        assertThat(host.sallyport.keys().get(id).orElseThrow().name())
            .isEqualTo("by another transaction");
        host.sallyport.keys().rename(id, "by this one");
        assertThat(host.sallyport.keys().get(id).orElseThrow().name()).isEqualTo("by this one");
        scope.commit(entityManager.getTransaction()::commit);
      }
      assertThat(entityManager.contains(loaded)).isFalse();
      assertThat(entityManager.find(KeyEntity.class, id.toString()).toKey().name())
          .isEqualTo("by this one");
    }
  }

  @ParameterizedTest
  @EnumSource(names = "H2")
  void requiresAnActiveTransaction(TestServer server) {
    try (Unit unit = new Unit(server);
        EntityManager entityManager = unit.factory.createEntityManager();
        TransactionScope scope = unit.host.sallyport.join(entityManager)) {
      assertThatThrownBy(() -> unit.host.create("first"))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("no active transaction");
      assertThat(scope.isRollbackOnly()).isFalse();
      assertThatThrownBy(() -> unit.host.sallyport.join(new Object()))
          .hasMessageContaining("EntityManager");
    }
  }

  private static final class Unit implements AutoCloseable {
    final EntityManagerFactory factory;
    final Host host;

    Unit(TestServer server) {
      TestDatabase database = server.migratedDatabase();
      factory = HostUnit.start(database);
      host = new Host(database, database.dataSource(), JpaBackend.on(factory), factory::close);
    }

    EntityManager begin() {
      EntityManager entityManager = factory.createEntityManager();
      entityManager.getTransaction().begin();
      return entityManager;
    }

    void insert(EntityManager entityManager) {
      entityManager.createNativeQuery("insert into signup values ('ada')").executeUpdate();
    }

    @Override
    public void close() {
      host.close();
    }
  }
}
