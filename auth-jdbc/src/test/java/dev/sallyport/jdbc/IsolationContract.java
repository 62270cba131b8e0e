package dev.sallyport.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.audit.AuditEntry;
import dev.sallyport.audit.AuditRecord;
import dev.sallyport.authorization.Resource;
import dev.sallyport.authorization.ResourceId;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.Owner;
import dev.sallyport.spi.Backend;
import dev.sallyport.spi.KeyChanges;
import dev.sallyport.spi.KeyChanges.Limit;
import dev.sallyport.spi.KeyChanges.Outcome;
import dev.sallyport.spi.ResourceRegistry.LastGroup;
import dev.sallyport.spi.ResourceRegistry.Unbinding;
import dev.sallyport.testkit.TestKeys;
import dev.sallyport.testkit.TestRecords;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Isolation levels other than the database's default, which a host may configure. */
@Tag("slow")
public abstract class IsolationContract {
  private static final int THREADS = 64;
  private static final int LIMIT = 3;
  private static final String ACCOUNT = "0000-0000-0000";
  private static final ResourceId RESOURCE = new ResourceId("thing", "x");
  private static final List<List<AuditRecord>> RECORDED_AND_NOT =
      List.of(List.of(TestRecords.of("changed", "resource:" + RESOURCE)), List.of());

  private final TestStore store;

  /** Creates the contract of a store. */
  protected IsolationContract(TestStore store) {
    this.store = store;
  }

  static List<Arguments> isolations() {
    String postgres = "?options=-c%20default_transaction_isolation=";
    String mariaDb = "?transactionIsolation=";
    String h2 = ";INIT=SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL ";
    return Stream.of(
            Arguments.of(TestServer.POSTGRESQL, postgres + "repeatable%5C%20read"),
            Arguments.of(TestServer.POSTGRESQL, postgres + "serializable"),
            Arguments.of(TestServer.MARIADB, mariaDb + "READ-COMMITTED"),
            Arguments.of(TestServer.MARIADB, mariaDb + "SERIALIZABLE"),
            Arguments.of(TestServer.H2, h2 + "REPEATABLE READ"),
            Arguments.of(TestServer.H2, h2 + "SERIALIZABLE"),
            Arguments.of(TestServer.HSQLDB, "set database transaction control mvcc"),
            Arguments.of(TestServer.HSQLDB, "set database default isolation level serializable"))
        .filter(it -> TestServers.isSupported((TestServer) it.get()[0]))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("isolations")
  final void enforcesTheLimitAndKeepsTheAuditChainIntact(TestServer server, String suffix)
      throws Exception {
    try (Backend backend = open(server, suffix)) {
      requireLimit(atOnce(() -> insert(backend, TestKeys.key(), true)));
      Owner other = new Owner(ACCOUNT, "unrecorded");
      requireLimit(atOnce(() -> insert(backend, TestKeys.key(other, TestKeys.NOW), false)));
      List<AuditEntry> entries = backend.audit().entriesAfter(0, 100);
      assertThat(entries).hasSize(LIMIT).allMatch(AuditEntry::isIntact);
      assertThat(entries.get(1).previousHash()).isEqualTo(entries.get(0).hash());
      assertThat(entries.get(2).previousHash()).isEqualTo(entries.get(1).hash());
    }
  }

  @ParameterizedTest
  @MethodSource("isolations")
  final void bindsEachGroupOnce(TestServer server, String suffix) throws Exception {
    try (Backend backend = open(server, suffix)) {
      for (List<AuditRecord> some : RECORDED_AND_NOT) {
        Resource resource = Resource.unbound(RESOURCE, ACCOUNT);
        requireOnce(atOnce(() -> backend.resources().insert(resource, some)));
        UUID group = UUID.randomUUID();
        requireOnce(atOnce(() -> backend.resources().bind(ACCOUNT, RESOURCE, group, some)));
        assertThat(backend.resources().find(RESOURCE).orElseThrow().boundGroups())
            .containsExactly(group);
        assertThat(
                atOnce(
                    () ->
                        backend
                            .resources()
                            .unbind(ACCOUNT, RESOURCE, group, LastGroup.UNBIND, some)))
            .containsOnlyOnce(Unbinding.DONE);
        requireOnce(atOnce(() -> backend.resources().delete(ACCOUNT, RESOURCE, some)));
      }
      assertThat(backend.audit().entriesAfter(0, 100)).hasSize(4).allMatch(AuditEntry::isIntact);
    }
  }

  @ParameterizedTest
  @MethodSource("isolations")
  final void keepsOneOfTheLastGroups(TestServer server, String suffix) throws Exception {
    try (Backend backend = open(server, suffix)) {
      for (List<AuditRecord> some : RECORDED_AND_NOT) {
        List<UUID> groups = Stream.generate(UUID::randomUUID).limit(3).toList();
        Resource bound = new Resource(RESOURCE, ACCOUNT, Set.copyOf(groups));
        backend.resources().insert(bound, List.of());
        Queue<UUID> bindings = new ConcurrentLinkedQueue<>();
        Collections.nCopies(THREADS, groups).forEach(bindings::addAll);
        List<Unbinding> unbound =
            atOnce(
                () ->
                    backend
                        .resources()
                        .unbind(ACCOUNT, RESOURCE, bindings.remove(), LastGroup.KEEP, some));
        assertThat(Collections.frequency(unbound, Unbinding.DONE)).isEqualTo(2);
        assertThat(unbound).contains(Unbinding.WOULD_OPEN);
        assertThat(backend.resources().find(RESOURCE).orElseThrow().boundGroups()).hasSize(1);
        backend.resources().delete(ACCOUNT, RESOURCE, List.of());
      }
    }
  }

  private Backend open(TestServer server, String suffix) {
    TestDatabase database = server.migratedDatabase();
    if (server == TestServer.HSQLDB) {
      database.run(suffix);
      return store.open(database);
    }
    return store.open(database.with(suffix));
  }

  private static void requireOnce(List<Boolean> results) {
    assertThat(results).containsOnlyOnce(true);
  }

  private static void requireLimit(List<Outcome> outcomes) {
    assertThat(Collections.frequency(outcomes, Outcome.DONE)).isEqualTo(LIMIT);
    assertThat(Collections.frequency(outcomes, Outcome.LIMIT_REACHED)).isEqualTo(THREADS - LIMIT);
  }

  private static Outcome insert(Backend backend, ApiKey key, boolean isRecorded) {
    KeyChanges changes = KeyChanges.insert(key).within(new Limit(key.owner(), LIMIT, TestKeys.NOW));
    List<AuditRecord> records = isRecorded ? List.of(TestRecords.of("created", key)) : List.of();
    return backend.keys().apply(changes.recorded(records));
  }

  private static <T> List<T> atOnce(Callable<T> call) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(Collections.nCopies(THREADS, call))) {
        results.add(result.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
