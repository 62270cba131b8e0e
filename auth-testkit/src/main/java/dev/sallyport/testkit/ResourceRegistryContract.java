package dev.sallyport.testkit;

import static dev.sallyport.spi.ResourceRegistry.Unbinding.DONE;
import static dev.sallyport.spi.ResourceRegistry.Unbinding.NOT_BOUND;
import static dev.sallyport.spi.ResourceRegistry.Unbinding.WOULD_OPEN;
import static dev.sallyport.testkit.TestKeys.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.audit.AuditRecord;
import dev.sallyport.authorization.Resource;
import dev.sallyport.authorization.ResourceId;
import dev.sallyport.spi.AuditLog;
import dev.sallyport.spi.ResourceRegistry;
import dev.sallyport.spi.ResourceRegistry.LastGroup;
import dev.sallyport.spi.ResourceRegistry.Unbinding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Contract of every {@link ResourceRegistry}. Extend this class and return an empty registry for
 * each test.
 *
 * <pre>{@code
 * class MyResourceRegistryTest extends ResourceRegistryContract {
 *   private final MyBackend backend = new MyBackend();
 *
 *   @Override
 *   protected ResourceRegistry registry() {
 *     return backend.resources();
 *   }
 *
 *   @Override
 *   protected AuditLog audit() {
 *     return backend.audit();
 *   }
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public abstract class ResourceRegistryContract {
  private static final int THREADS = 16;
  private static final String ACCOUNT = OWNER.accountId();
  private static final String OTHER_ACCOUNT = "0000-0000-0000";
  private static final ResourceId ID = new ResourceId("llm-client", "Ünïcode 🗝");

  private UUID groupId = UUID.randomUUID();
  private UUID otherGroupId = UUID.randomUUID();

  /**
   * Returns the registry under test, which is empty at the start of a test and the same within a
   * test.
   */
  protected abstract ResourceRegistry registry();

  /** Returns the audit log of the registry, which is empty at the start of a test. */
  protected abstract AuditLog audit();

  @BeforeEach
  final void createGroupIds() {
    groupId = UUID.randomUUID();
    otherGroupId = UUID.randomUUID();
  }

  @Test
  final void findsInsertedResources() {
    Resource resource = Resource.unbound(ID, ACCOUNT);
    assertThat(registry().insert(resource, List.of())).isTrue();
    assertThat(registry().find(ID)).contains(resource);
    assertThat(registry().find(new ResourceId("llm-client", "another"))).isEmpty();
    assertThat(registry().find(new ResourceId("another", ID.name()))).isEmpty();
  }

  @Test
  final void insertsAResourceWithItsBindings() {
    Resource resource = new Resource(ID, ACCOUNT, Set.of(groupId, otherGroupId));
    assertThat(registry().insert(resource, List.of())).isTrue();
    assertThat(registry().find(ID)).contains(resource);
    assertThat(registry().ofAccount(ACCOUNT)).containsExactly(resource);
  }

  @Test
  final void storesTheLongestTextsAndManyBindings() {
    ResourceId longest =
        new ResourceId("a-0".repeat(10), "\u00f1".repeat(ResourceId.MAX_NAME - 2) + "🗝");
    Set<UUID> groupIds =
        Set.copyOf(Collections.nCopies(100, 0).stream().map(it -> UUID.randomUUID()).toList());
    Resource resource = new Resource(longest, ACCOUNT, groupIds);
    assertThat(registry().insert(resource, List.of())).isTrue();
    assertThat(registry().find(longest)).contains(resource);
    assertThat(registry().ofAccount(ACCOUNT)).containsExactly(resource);
  }

  @Test
  final void insertsAnIdOnceAcrossAccounts() {
    Resource resource = new Resource(ID, ACCOUNT, Set.of(groupId));
    registry().insert(resource, List.of());
    assertThat(registry().insert(resource, records("again"))).isFalse();
    assertThat(registry().insert(Resource.unbound(ID, OTHER_ACCOUNT), records("x"))).isFalse();
    assertThat(registry().find(ID)).contains(resource);
    assertThat(registry().ofAccount(OTHER_ACCOUNT)).isEmpty();
    assertThat(actions()).isEmpty();
  }

  @Test
  final void distinguishesSimilarNames() {
    List<String> names =
        List.of("name", "NAME", "na me", "näme", "nam\u00eb", "n%", "n_me", "%", "'", "\\");
    for (String name : names) {
      ResourceId id = new ResourceId("thing", name);
      assertThat(registry().find(id)).as(name).isEmpty();
      assertThat(registry().bind(ACCOUNT, id, groupId, List.of())).as(name).isFalse();
      assertThat(registry().delete(ACCOUNT, id, List.of())).as(name).isFalse();
      assertThat(registry().insert(Resource.unbound(id, ACCOUNT), List.of())).as(name).isTrue();
    }
    ResourceId upperCase = new ResourceId("thing", "NAME");
    assertThat(registry().bind(ACCOUNT, upperCase, groupId, List.of())).isTrue();
    for (Resource resource : registry().ofAccount(ACCOUNT)) {
      assertThat(registry().find(resource.id())).contains(resource);
      assertThat(resource.isBound()).isEqualTo(resource.id().equals(upperCase));
    }
    assertThat(registry().delete(ACCOUNT, upperCase, List.of())).isTrue();
    assertThat(registry().ofAccount(ACCOUNT)).hasSize(names.size() - 1);
    assertThat(registry().find(upperCase)).isEmpty();
  }

  @Test
  final void listsTheResourcesOfAnAccountByTypeAndName() {
    List<ResourceId> inOrder =
        List.of(
            new ResourceId("a", "B"),
            new ResourceId("a", "a"),
            new ResourceId("a", "b"),
            new ResourceId("a-b", "a"),
            new ResourceId("b", "A"));
    List<ResourceId> mixed = new ArrayList<>(inOrder);
    Collections.reverse(mixed);
    mixed.forEach(id -> registry().insert(new Resource(id, ACCOUNT, Set.of(groupId)), List.of()));
    registry().insert(Resource.unbound(ID, OTHER_ACCOUNT), List.of());
    assertThat(registry().ofAccount(ACCOUNT))
        .isEqualTo(inOrder.stream().map(id -> new Resource(id, ACCOUNT, Set.of(groupId))).toList());
    assertThat(registry().ofAccount("9999-9999-9999")).isEmpty();
    assertThat(registry().ofAccount("%")).isEmpty();
  }

  @Test
  final void bindsAGroupOnce() {
    registry().insert(Resource.unbound(ID, ACCOUNT), List.of());
    assertThat(registry().bind(ACCOUNT, ID, groupId, records("bound"))).isTrue();
    assertThat(registry().bind(ACCOUNT, ID, groupId, records("again"))).isFalse();
    assertThat(registry().bind(ACCOUNT, ID, otherGroupId, records("more"))).isTrue();
    assertThat(registry().find(ID))
        .contains(new Resource(ID, ACCOUNT, Set.of(groupId, otherGroupId)));
    assertThat(actions()).containsExactly("bound", "more");
  }

  @Test
  final void unbindsAGroupOnce() {
    registry().insert(new Resource(ID, ACCOUNT, Set.of(groupId, otherGroupId)), List.of());
    assertThat(registry().unbind(ACCOUNT, ID, groupId, LastGroup.UNBIND, records("unbound")))
        .isEqualTo(DONE);
    for (LastGroup last : LastGroup.values()) {
      assertThat(registry().unbind(ACCOUNT, ID, groupId, last, records("again")))
          .isEqualTo(NOT_BOUND);
      assertThat(registry().unbind(ACCOUNT, ID, UUID.randomUUID(), last, records("never")))
          .isEqualTo(NOT_BOUND);
    }
    assertThat(registry().find(ID)).contains(new Resource(ID, ACCOUNT, Set.of(otherGroupId)));
    assertThat(registry().unbind(ACCOUNT, ID, otherGroupId, LastGroup.UNBIND, List.of()))
        .isEqualTo(DONE);
    assertThat(registry().find(ID)).contains(Resource.unbound(ID, ACCOUNT));
    assertThat(registry().bind(ACCOUNT, ID, groupId, List.of())).as("bound again").isTrue();
    assertThat(actions()).containsExactly("unbound");
  }

  @Test
  final void keepsTheLastGroupOfAResourceThatMustStayBound() {
    registry().insert(new Resource(ID, ACCOUNT, Set.of(groupId, otherGroupId)), List.of());
    assertThat(registry().unbind(ACCOUNT, ID, groupId, LastGroup.KEEP, records("unbound")))
        .isEqualTo(DONE);
    assertThat(registry().unbind(ACCOUNT, ID, otherGroupId, LastGroup.KEEP, records("last")))
        .isEqualTo(WOULD_OPEN);
    assertThat(registry().find(ID)).contains(new Resource(ID, ACCOUNT, Set.of(otherGroupId)));
    assertThat(actions()).containsExactly("unbound");
    registry().bind(ACCOUNT, ID, groupId, List.of());
    assertThat(registry().unbind(ACCOUNT, ID, otherGroupId, LastGroup.KEEP, records("not last")))
        .isEqualTo(DONE);
    assertThat(registry().unbind(ACCOUNT, ID, groupId, LastGroup.UNBIND, records("opened")))
        .isEqualTo(DONE);
    assertThat(registry().unbind(ACCOUNT, ID, groupId, LastGroup.KEEP, records("again")))
        .isEqualTo(NOT_BOUND);
    assertThat(actions()).containsExactly("unbound", "not last", "opened");
  }

  @Test
  final void bindsToOneResourceOnly() {
    ResourceId neighbour = new ResourceId(ID.type(), "neighbour");
    registry().insert(Resource.unbound(ID, ACCOUNT), List.of());
    registry().insert(new Resource(neighbour, ACCOUNT, Set.of(groupId)), List.of());
    assertThat(registry().bind(ACCOUNT, ID, groupId, List.of())).isTrue();
    assertThat(registry().unbind(ACCOUNT, neighbour, groupId, LastGroup.UNBIND, List.of()))
        .isEqualTo(DONE);
    assertThat(registry().find(ID)).contains(new Resource(ID, ACCOUNT, Set.of(groupId)));
    assertThat(registry().find(neighbour)).contains(Resource.unbound(neighbour, ACCOUNT));
  }

  @Test
  final void deletesAResourceWithItsBindings() {
    ResourceId neighbour = new ResourceId(ID.type(), "neighbour");
    Resource kept = new Resource(neighbour, ACCOUNT, Set.of(groupId));
    registry().insert(kept, List.of());
    registry().insert(new Resource(ID, ACCOUNT, Set.of(groupId, otherGroupId)), List.of());
    assertThat(registry().delete(ACCOUNT, ID, records("deleted"))).isTrue();
    assertThat(registry().delete(ACCOUNT, ID, records("again"))).isFalse();
    assertThat(registry().find(ID)).isEmpty();
    assertThat(registry().ofAccount(ACCOUNT)).containsExactly(kept);
    registry().insert(Resource.unbound(ID, OTHER_ACCOUNT), List.of());
    assertThat(registry().find(ID)).contains(Resource.unbound(ID, OTHER_ACCOUNT));
    assertThat(actions()).containsExactly("deleted");
  }

  @Test
  final void changesNoMissingResource() {
    assertThat(registry().bind(ACCOUNT, ID, groupId, records("bound"))).isFalse();
    assertThat(registry().unbind(ACCOUNT, ID, groupId, LastGroup.UNBIND, records("unbound")))
        .isEqualTo(NOT_BOUND);
    assertThat(registry().delete(ACCOUNT, ID, records("deleted"))).isFalse();
    assertThat(registry().find(ID)).isEmpty();
    assertThat(actions()).isEmpty();
    registry().insert(Resource.unbound(ID, ACCOUNT), List.of());
    assertThat(registry().find(ID)).contains(Resource.unbound(ID, ACCOUNT));
  }

  @Test
  final void changesNoResourceOfAnotherAccount() {
    Resource resource = new Resource(ID, ACCOUNT, Set.of(groupId));
    registry().insert(resource, List.of());
    assertThat(registry().bind(OTHER_ACCOUNT, ID, otherGroupId, records("bound"))).isFalse();
    for (LastGroup last : LastGroup.values()) {
      assertThat(registry().unbind(OTHER_ACCOUNT, ID, groupId, last, records("unbound")))
          .isEqualTo(NOT_BOUND);
    }
    assertThat(registry().delete(OTHER_ACCOUNT, ID, records("deleted"))).isFalse();
    assertThat(registry().find(ID)).contains(resource);
    assertThat(actions()).isEmpty();
  }

  @Test
  final void storesAllRecordsOfAChange() {
    List<AuditRecord> two = List.of(TestRecords.of("created", "a"), TestRecords.of("also", "b"));
    registry().insert(Resource.unbound(ID, ACCOUNT), two);
    registry().bind(ACCOUNT, ID, groupId, records("bound"));
    registry().unbind(ACCOUNT, ID, groupId, LastGroup.UNBIND, records("unbound"));
    registry().delete(ACCOUNT, ID, records("deleted"));
    assertThat(actions()).containsExactly("created", "also", "bound", "unbound", "deleted");
    assertThat(audit().entriesAfter(0, 2)).map(entry -> entry.record()).isEqualTo(two);
  }

  @Test
  final void oneOfManyConcurrentInsertsSucceeds() throws Exception {
    List<Boolean> recorded =
        ConcurrentTasks.call(
            THREADS,
            number ->
                registry().insert(new Resource(ID, ACCOUNT, Set.of(groupId)), records("created")));
    assertThat(recorded).containsOnlyOnce(true);
    ResourceId unrecorded = new ResourceId("thing", "unrecorded");
    Resource resource = new Resource(unrecorded, ACCOUNT, Set.of(groupId));
    assertThat(ConcurrentTasks.call(THREADS, number -> registry().insert(resource, List.of())))
        .containsOnlyOnce(true);
    assertThat(registry().find(unrecorded)).contains(resource);
    assertThat(actions()).containsExactly("created");
  }

  @Test
  final void oneOfManyConcurrentBindingsOfEachGroupSucceeds() throws Exception {
    registry().insert(Resource.unbound(ID, ACCOUNT), List.of());
    List<UUID> groupIds = List.of(groupId, otherGroupId, UUID.randomUUID(), UUID.randomUUID());
    List<Boolean> bound =
        ConcurrentTasks.call(
            THREADS,
            number ->
                registry()
                    .bind(ACCOUNT, ID, groupIds.get(number % 4), records("bound " + number % 4)));
    for (int i = 0; i < groupIds.size(); i++) {
      assertThat(everyFourth(bound, i)).containsOnlyOnce(true);
    }
    assertThat(registry().find(ID)).contains(new Resource(ID, ACCOUNT, Set.copyOf(groupIds)));
    assertThat(actions()).containsExactlyInAnyOrder("bound 0", "bound 1", "bound 2", "bound 3");
  }

  @Test
  final void oneOfManyConcurrentBindingsWithoutAuditOfEachGroupSucceeds() throws Exception {
    registry().insert(Resource.unbound(ID, ACCOUNT), List.of());
    List<UUID> groupIds = List.of(groupId, otherGroupId, UUID.randomUUID(), UUID.randomUUID());
    List<Boolean> bound =
        ConcurrentTasks.call(
            THREADS, number -> registry().bind(ACCOUNT, ID, groupIds.get(number % 4), List.of()));
    assertThat(Collections.frequency(bound, true)).isEqualTo(groupIds.size());
    assertThat(registry().find(ID)).contains(new Resource(ID, ACCOUNT, Set.copyOf(groupIds)));
    List<Unbinding> unbound =
        ConcurrentTasks.call(
            THREADS,
            number ->
                registry()
                    .unbind(ACCOUNT, ID, groupIds.get(number % 4), LastGroup.UNBIND, List.of()));
    assertThat(Collections.frequency(unbound, DONE)).isEqualTo(groupIds.size());
    assertThat(registry().find(ID)).contains(Resource.unbound(ID, ACCOUNT));
  }

  @Test
  final void oneOfManyConcurrentUnbindingsOfAllGroupsIsDenied() throws Exception {
    for (List<AuditRecord> records : List.of(records("unbound"), List.<AuditRecord>of())) {
      List<UUID> groupIds = Stream.generate(UUID::randomUUID).limit(THREADS).toList();
      registry().insert(new Resource(ID, ACCOUNT, Set.copyOf(groupIds)), List.of());
      List<Unbinding> unbound =
          ConcurrentTasks.call(
              THREADS,
              number ->
                  registry().unbind(ACCOUNT, ID, groupIds.get(number), LastGroup.KEEP, records));
      assertThat(unbound).containsOnlyOnce(WOULD_OPEN);
      assertThat(Collections.frequency(unbound, DONE)).isEqualTo(THREADS - 1);
      UUID last = groupIds.get(unbound.indexOf(WOULD_OPEN));
      assertThat(registry().find(ID)).contains(new Resource(ID, ACCOUNT, Set.of(last)));
      registry().delete(ACCOUNT, ID, List.of());
    }
    assertThat(actions()).hasSize(THREADS - 1).containsOnly("unbound");
  }

  @Test
  final void oneOfManyConcurrentDeletionsSucceedsDuringBindings() throws Exception {
    registry().insert(new Resource(ID, ACCOUNT, Set.of(groupId)), List.of());
    List<Boolean> results =
        ConcurrentTasks.call(
            THREADS,
            number ->
                number % 2 == 0
                    ? registry().delete(ACCOUNT, ID, records("deleted"))
                    : registry().bind(ACCOUNT, ID, UUID.randomUUID(), records("bound")));
    assertThat(registry().find(ID)).isEmpty();
    assertThat(actions()).hasSize(Collections.frequency(results, true)).endsWith("deleted");
    assertThat(actions()).containsOnlyOnce("deleted");
    registry().insert(Resource.unbound(ID, ACCOUNT), List.of());
    assertThat(registry().find(ID)).contains(Resource.unbound(ID, ACCOUNT));
  }

  private static List<Boolean> everyFourth(List<Boolean> results, int first) {
    List<Boolean> some = new ArrayList<>();
    for (int i = first; i < results.size(); i += 4) {
      some.add(results.get(i));
    }
    return some;
  }

  private static List<AuditRecord> records(String action) {
    return List.of(TestRecords.of(action, "resource:" + ID));
  }

  private List<String> actions() {
    return AuditChains.requireWhole(audit()).stream()
        .map(entry -> entry.record().action())
        .toList();
  }
}
