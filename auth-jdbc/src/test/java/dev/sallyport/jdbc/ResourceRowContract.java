package dev.sallyport.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.authorization.Resource;
import dev.sallyport.authorization.ResourceId;
import dev.sallyport.key.ApiKey;
import dev.sallyport.spi.Backend;
import dev.sallyport.spi.ResourceRegistry;
import dev.sallyport.spi.ResourceRegistry.LastGroup;
import dev.sallyport.spi.ResourceRegistry.Unbinding;
import dev.sallyport.spi.StoreException;
import dev.sallyport.testkit.TestKeys;
import dev.sallyport.testkit.TestRecords;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** Content of the rows of resources, and rows that other programs wrote. */
public abstract class ResourceRowContract {
  private static final String ACCOUNT = TestKeys.OWNER.accountId();
  private static final ResourceId ID = new ResourceId("llm-client", "name");

  private final TestStore store;

  /** Creates the contract of a store. */
  protected ResourceRowContract(TestStore store) {
    this.store = store;
  }

  @ParameterizedTest
  @ArgumentsSource(TestServers.class)
  final void holdsOneRowForEachBinding(TestServer server) {
    TestDatabase database = server.migratedDatabase();
    try (Backend backend = store.open(database)) {
      UUID group = UUID.randomUUID();
      backend.resources().insert(new Resource(ID, ACCOUNT, Set.of(group)), List.of());
      backend.resources().bind(ACCOUNT, ID, UUID.randomUUID(), List.of());
      assertThat(database.read("select resource_id from sallyport_resource"))
          .isEqualTo("llm-client/name");
      String ofGroup = "select resource_id from sallyport_binding where group_id = '%s'";
      assertThat(database.read(ofGroup.formatted(group))).isEqualTo("llm-client/name");
      assertThat(database.read("select count(*) from sallyport_binding")).isEqualTo("2");
      backend.resources().delete(ACCOUNT, ID, List.of());
      assertThat(database.read("select count(*) from sallyport_binding")).isEqualTo("0");
    }
  }

  @ParameterizedTest
  @ArgumentsSource(TestServers.class)
  final void readsAResourceAndItsBindingsInOneQuery(TestServer server) {
    TestDatabase database = server.migratedDatabase();
    CountedStatements statements = new CountedStatements();
    try (Backend backend = store.on(statements.of(database.dataSource()), SchemaMode.VALIDATE)) {
      UUID group = UUID.randomUUID();
      Resource bound = new Resource(ID, ACCOUNT, Set.of(group, UUID.randomUUID()));
      backend.resources().insert(bound, List.of());
      int before = statements.count();
      assertThat(backend.resources().find(ID)).contains(bound);
      assertThat(statements.count()).isEqualTo(before + 1);
      assertThat(backend.resources().ofAccount(ACCOUNT)).containsExactly(bound);
      assertThat(statements.count()).isEqualTo(before + 2);
    }
  }

  @ParameterizedTest
  @ArgumentsSource(TestServers.class)
  final void keepsABindingAfterItsKeyIsDeleted(TestServer server) {
    try (Backend backend = store.open(server.migratedDatabase())) {
      ApiKey key = TestKeys.key();
      backend.keys().insert(key);
      Resource bound = new Resource(ID, ACCOUNT, Set.of(key.groupId()));
      backend.resources().insert(bound, List.of());
      assertThat(backend.keys().delete(key)).isTrue();
      assertThat(backend.resources().find(ID)).contains(bound);
    }
  }

  @ParameterizedTest
  @ArgumentsSource(TestServers.class)
  final void changesNothingThatCannotBeAudited(TestServer server) {
    TestDatabase database = server.migratedDatabase();
    try (Backend backend = store.open(database)) {
      ResourceRegistry registry = backend.resources();
      UUID group = UUID.randomUUID();
      Resource bound = new Resource(ID, ACCOUNT, Set.of(group));
      registry.insert(bound, List.of());
      database.run("delete from sallyport_audit_head");
      var records = List.of(TestRecords.of("changed", "resource:" + ID));
      ResourceId another = new ResourceId("llm-client", "another");
      List.<Runnable>of(
              () -> registry.insert(Resource.unbound(another, ACCOUNT), records),
              () -> registry.bind(ACCOUNT, ID, UUID.randomUUID(), records),
              () -> registry.unbind(ACCOUNT, ID, group, LastGroup.UNBIND, records),
              () -> registry.delete(ACCOUNT, ID, records))
          .forEach(change -> assertThatThrownBy(change::run).isInstanceOf(StoreException.class));
      assertThat(registry.ofAccount(ACCOUNT)).containsExactly(bound);
    }
  }

  @ParameterizedTest
  @ArgumentsSource(TestServers.class)
  final void throwsOnARowThatIsNotAResource(TestServer server) {
    TestDatabase database = server.migratedDatabase();
    try (Backend backend = store.open(database)) {
      Resource bound = new Resource(ID, ACCOUNT, Set.of(UUID.randomUUID()));
      for (String hostile :
          List.of(
              "update sallyport_resource set account_id = ''",
              "update sallyport_binding set group_id = 'no uuid'",
              "update sallyport_binding set group_id = ''")) {
        backend.resources().insert(bound, List.of());
        database.run(hostile);
        assertThatThrownBy(() -> backend.resources().find(ID))
            .as(hostile)
            .isInstanceOf(StoreException.class)
            .hasMessageContaining("sallyport_resource");
        database.empty();
      }
      for (String id : List.of("no slash", "/name", "llm-client/", "LLM/x", "a/b/c", "")) {
        database.run("insert into sallyport_resource values ('%s', '%s')".formatted(id, ACCOUNT));
        assertThatThrownBy(() -> backend.resources().ofAccount(ACCOUNT))
            .as(id)
            .isInstanceOf(StoreException.class)
            .hasMessageContaining("sallyport_resource");
        database.empty();
      }
    }
  }

  @Test
  @Tag("mariadb")
  final void comparesExactlyWithACaseInsensitiveCollation() {
    TestDatabase database = TestServer.MARIADB.migratedDatabase();
    database.run("alter table sallyport_binding drop foreign key sallyport_binding_resource");
    for (String table : List.of("sallyport_resource", "sallyport_binding")) {
      database.run(
          "alter table %s modify resource_id varchar(181) collate utf8mb4_general_ci not null"
              .formatted(table));
    }
    try (Backend backend = store.open(database)) {
      UUID group = UUID.randomUUID();
      Resource bound = new Resource(ID, ACCOUNT, Set.of(group));
      backend.resources().insert(bound, List.of());
      for (String almost : List.of("NAME", "Name", "n\u00e1me")) {
        ResourceId id = new ResourceId(ID.type(), almost);
        assertThat(backend.resources().find(id)).as(almost).isEmpty();
        assertThat(backend.resources().bind(ACCOUNT, id, UUID.randomUUID(), List.of())).isFalse();
        assertThat(backend.resources().unbind(ACCOUNT, id, group, LastGroup.UNBIND, List.of()))
            .isEqualTo(Unbinding.NOT_BOUND);
        assertThat(backend.resources().delete(ACCOUNT, id, List.of())).isFalse();
        assertThat(backend.resources().insert(Resource.unbound(id, ACCOUNT), List.of())).isFalse();
      }
      assertThat(backend.resources().find(ID)).contains(bound);
    }
  }
}
