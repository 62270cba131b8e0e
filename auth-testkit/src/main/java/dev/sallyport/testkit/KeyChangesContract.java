package dev.sallyport.testkit;

import static dev.sallyport.testkit.TestKeys.NOW;
import static dev.sallyport.testkit.TestKeys.OWNER;
import static dev.sallyport.testkit.TestKeys.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.audit.AuditEntry;
import dev.sallyport.audit.AuditRecord;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.RotationInfo;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.KeyChanges;
import dev.sallyport.spi.KeyChanges.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Contract of atomic changes: all of a change is applied, or nothing. Part of {@link
 * ApiKeyStoreContract}.
 *
 * <pre>{@code
 * class MyKeyChangesTest extends KeyChangesContract {
 *   private final MyBackend backend = new MyBackend();
 *
 *   @Override
 *   protected TestedStore tested() {
 *     return TestedStore.of(backend.keys(), backend.audit());
 *   }
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public abstract class KeyChangesContract extends StoreContract {
  private static final int THREADS = 16;
  private static final int MANY = 500;

  private ApiKey kept = key();
  private ApiKey deleted = key();
  private ApiKey inserted = key();

  /** Creates the contract. */
  protected KeyChangesContract() {}

  /**
   * Creates new keys for each test, because an instance of the class may be used for several tests.
   */
  @BeforeEach
  final void createKeys() {
    kept = key();
    deleted = key();
    inserted = key();
  }

  @Test
  final void appliesAllPartsOfAChange() {
    ApiKey other = key();
    ApiKey more = key();
    List.of(kept, deleted, other).forEach(store()::insert);
    ApiKey successor = inserted.toBuilder().rotation(RotationInfo.after(kept, null)).build();
    ApiKey rotated = kept.toBuilder().rotation(kept.rotation().succeededBy(successor.id())).build();
    List<AuditRecord> records = List.of(TestRecords.of("rotated", kept));
    assertThat(
            store()
                .apply(
                    changes(
                        List.of(deleted),
                        List.of(rotated, other.deactivate()),
                        List.of(successor, more),
                        records)))
        .isEqualTo(Outcome.DONE);
    assertThat(store().findById(deleted.id())).isEmpty();
    assertThat(store().findById(kept.id())).contains(rotated.toBuilder().version(1).build());
    assertThat(store().findById(other.id()))
        .contains(other.deactivate().toBuilder().version(1).build());
    assertThat(store().findById(successor.id())).contains(successor);
    assertThat(store().findById(more.id())).contains(more);
    assertThat(audit().entriesAfter(0, 10)).containsExactly(AuditEntry.first(records.get(0)));
  }

  @Test
  final void acceptsAnEmptyChange() {
    assertThat(store().apply(changes(List.of(), List.of(), List.of(), List.of())))
        .isEqualTo(Outcome.DONE);
    assertThat(store().list(ApiKeyQuery.all()).total()).isZero();
  }

  @Test
  final void recordsWithoutAChangeOfKeys() {
    AuditRecord record = TestRecords.of("key.seen", kept);
    assertThat(store().apply(changes(List.of(), List.of(), List.of(), List.of(record))))
        .isEqualTo(Outcome.DONE);
    assertThat(audit().entriesAfter(0, 10)).containsExactly(AuditEntry.first(record));
  }

  @Test
  final void changesNothingIfAnIdToInsertExists() {
    ApiKey sameId =
        ApiKey.builder(deleted.id(), "anotherLookup", "sha512$1", OWNER, "n", NOW).build();
    store().insert(kept);
    store().insert(deleted);
    assertConflict(
        changes(List.of(), List.of(kept.deactivate()), List.of(inserted, sameId), someRecords()),
        kept,
        deleted);
  }

  @Test
  final void changesNothingIfALookupToInsertExists() {
    ApiKey sameLookup = TestKeys.withLookup(kept.lookup(), OWNER, NOW);
    store().insert(kept);
    store().insert(deleted);
    assertConflict(
        changes(List.of(deleted), List.of(), List.of(inserted, sameLookup), someRecords()),
        kept,
        deleted);
  }

  @Test
  final void changesNothingIfAKeyToReplaceHasChanged() {
    store().insert(kept);
    store().insert(deleted);
    store().replace(kept.toBuilder().name("changed").build());
    ApiKey changed = kept.toBuilder().name("changed").version(1).build();
    assertConflict(
        changes(List.of(deleted), List.of(kept), List.of(inserted), someRecords()),
        changed,
        deleted);
  }

  @Test
  final void changesNothingIfAKeyToReplaceIsMissing() {
    store().insert(deleted);
    assertConflict(
        changes(List.of(deleted), List.of(kept), List.of(inserted), someRecords()), deleted);
  }

  @Test
  final void changesNothingIfAKeyToDeleteHasChanged() {
    ApiKey other = key();
    List.of(kept, deleted, other).forEach(store()::insert);
    store().replace(deleted.toBuilder().name("changed").build());
    ApiKey changed = deleted.toBuilder().name("changed").version(1).build();
    assertConflict(
        changes(List.of(other, deleted), List.of(kept), List.of(inserted), someRecords()),
        kept,
        changed,
        other);
  }

  @Test
  final void changesNothingIfAKeyToDeleteIsMissing() {
    ApiKey other = key();
    store().insert(kept);
    store().insert(other);
    assertConflict(
        changes(List.of(other, deleted), List.of(kept), List.of(inserted), someRecords()),
        kept,
        other);
  }

  @Test
  final void changesNothingIfAChangeContainsAKeyTwice() {
    ApiKey sameLookup = TestKeys.withLookup(inserted.lookup(), OWNER, NOW);
    store().insert(kept);
    assertConflict(changes(List.of(kept, kept), List.of(), List.of(), someRecords()), kept);
    assertConflict(changes(List.of(), List.of(kept, kept), List.of(), someRecords()), kept);
    assertConflict(changes(List.of(kept), List.of(kept), List.of(), someRecords()), kept);
    assertConflict(changes(List.of(kept), List.of(), List.of(kept), someRecords()), kept);
    assertConflict(changes(List.of(), List.of(), List.of(inserted, inserted), someRecords()), kept);
    assertConflict(
        changes(List.of(), List.of(), List.of(inserted, sameLookup), someRecords()), kept);
  }

  @Test
  final void deletesAKeyOnlyInTheVersionThatWasRead() {
    store().insert(kept);
    store().replace(kept.toggle());
    assertThat(store().delete(kept)).isFalse();
    ApiKey toggled = kept.toggle().toBuilder().version(1).build();
    assertThat(store().findById(kept.id())).contains(toggled);
    assertThat(store().delete(toggled)).isTrue();
    assertThat(store().findById(kept.id())).isEmpty();
  }

  @Test
  final void deletesAKeyThatWasUsedSinceItWasRead() {
    store().insert(kept);
    store().recordUse(Map.of(kept.id(), NOW));
    assertThat(store().delete(kept)).isTrue();
  }

  @Test
  final void deletesManyKeysInOneChange() {
    List<ApiKey> keys = new ArrayList<>();
    List<AuditRecord> records = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      ApiKey key = key();
      keys.add(key);
      records.add(TestRecords.of("purged", key));
    }
    store().apply(changes(List.of(), List.of(), keys, List.of()));
    store().insert(kept);
    store().replace(keys.get(7));
    assertThat(store().apply(changes(keys, List.of(), List.of(), records)))
        .isEqualTo(Outcome.CONFLICT);
    assertThat(store().list(ApiKeyQuery.all()).total()).isEqualTo(MANY + 1);
    keys.set(7, keys.get(7).toBuilder().version(1).build());
    assertThat(store().apply(changes(keys, List.of(), List.of(), records))).isEqualTo(Outcome.DONE);
    assertThat(store().list(ApiKeyQuery.all()).items()).containsExactly(kept);
    assertThat(AuditChains.requireWhole(audit())).hasSize(MANY);
  }

  @Test
  final void oneOfManyConcurrentDeletionsSucceeds() throws Exception {
    store().insert(deleted);
    List<Outcome> outcomes =
        ConcurrentTasks.call(
            THREADS, number -> store().apply(KeyChanges.delete(deleted).recorded(someRecords())));
    assertThat(outcomes).containsOnlyOnce(Outcome.DONE).hasSize(THREADS);
    assertThat(audit().entriesAfter(0, 100)).hasSize(1);
  }

  @Test
  final void oneOfManyConcurrentRotationsSucceeds() throws Exception {
    store().insert(kept);
    List<Outcome> outcomes =
        ConcurrentTasks.call(
            THREADS,
            number -> {
              ApiKey successor = key().toBuilder().rotation(RotationInfo.after(kept, null)).build();
              ApiKey rotated =
                  kept.toBuilder().rotation(kept.rotation().succeededBy(successor.id())).build();
              return store()
                  .apply(changes(List.of(), List.of(rotated), List.of(successor), someRecords()));
            });
    assertThat(outcomes).containsOnlyOnce(Outcome.DONE).hasSize(THREADS);
    UUID successor = store().findById(kept.id()).orElseThrow().rotation().successorId();
    assertThat(store().list(ApiKeyQuery.all()).items())
        .extracting(ApiKey::id)
        .containsExactlyInAnyOrder(kept.id(), successor);
    assertThat(audit().entriesAfter(0, 100)).hasSize(1);
  }

  @Test
  final void changesOfTheSameKeysInDifferentOrdersDoNotDeadlock() throws Exception {
    List<ApiKey> keys = List.of(key(), key(), key(), key());
    keys.forEach(store()::insert);
    ConcurrentTasks.call(
        THREADS,
        number -> {
          List<ApiKey> rotated = new ArrayList<>(keys);
          Collections.rotate(rotated, number);
          while (true) {
            List<ApiKey> read =
                rotated.stream().map(key -> store().findById(key.id()).orElseThrow()).toList();
            if (store().apply(changes(List.of(), read, List.of(), someRecords())) == Outcome.DONE) {
              return true;
            }
          }
        });
    keys.forEach(
        key -> assertThat(store().findById(key.id()).orElseThrow().version()).isEqualTo(THREADS));
    assertThat(AuditChains.requireWhole(audit())).hasSize(THREADS);
  }

  private void assertConflict(KeyChanges changes, ApiKey... stored) {
    assertThat(store().apply(changes)).isEqualTo(Outcome.CONFLICT);
    assertThat(store().list(ApiKeyQuery.all()).items()).containsExactlyInAnyOrder(stored);
    assertThat(audit().entriesAfter(0, 10)).isEmpty();
  }

  private static KeyChanges changes(
      List<ApiKey> deleted,
      List<ApiKey> replaced,
      List<ApiKey> inserted,
      List<AuditRecord> records) {
    return new KeyChanges(deleted, replaced, inserted, null, records);
  }

  private static List<AuditRecord> someRecords() {
    return List.of(TestRecords.of("done", "subject"));
  }
}
