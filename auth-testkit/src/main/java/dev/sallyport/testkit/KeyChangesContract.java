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

/** That changes are done all or none; a part of {@link ApiKeyStoreContract}. */
public abstract class KeyChangesContract extends AuditLogContract {
  private static final int THREADS = 16;
  private static final int MANY = 500;

  private ApiKey kept = key();
  private ApiKey ending = key();
  private ApiKey coming = key();

  KeyChangesContract() {}

  /** Test classes may live longer than one test. */
  @BeforeEach
  final void makeFreshKeys() {
    kept = key();
    ending = key();
    coming = key();
  }

  @Test
  final void doesAllOfAChange() {
    ApiKey other = key();
    ApiKey more = key();
    List.of(kept, ending, other).forEach(store()::insert);
    ApiKey successor = coming.toBuilder().rotation(RotationInfo.after(kept, null)).build();
    ApiKey rotated = kept.toBuilder().rotation(kept.rotation().succeededBy(successor.id())).build();
    List<AuditRecord> records = List.of(TestRecords.of("rotated", kept));
    assertThat(
            store()
                .apply(
                    changes(
                        List.of(ending),
                        List.of(rotated, other.deactivate()),
                        List.of(successor, more),
                        records)))
        .isEqualTo(Outcome.DONE);
    assertThat(store().findById(ending.id())).isEmpty();
    assertThat(store().findById(kept.id())).contains(rotated.toBuilder().version(1).build());
    assertThat(store().findById(other.id()))
        .contains(other.deactivate().toBuilder().version(1).build());
    assertThat(store().findById(successor.id())).contains(successor);
    assertThat(store().findById(more.id())).contains(more);
    assertThat(audit().entriesAfter(0, 10)).containsExactly(AuditEntry.first(records.get(0)));
  }

  @Test
  final void doesNothingWithoutComplaint() {
    assertThat(store().apply(changes(List.of(), List.of(), List.of(), List.of())))
        .isEqualTo(Outcome.DONE);
    assertThat(store().list(ApiKeyQuery.all()).total()).isZero();
  }

  @Test
  final void recordsEvenIfNoKeyChanges() {
    AuditRecord record = TestRecords.of("key.seen", kept);
    assertThat(store().apply(changes(List.of(), List.of(), List.of(), List.of(record))))
        .isEqualTo(Outcome.DONE);
    assertThat(audit().entriesAfter(0, 10)).containsExactly(AuditEntry.first(record));
  }

  @Test
  final void doesNothingIfAnIdToInsertExists() {
    ApiKey sameId =
        ApiKey.builder(ending.id(), "anotherLookup", "sha512$1", OWNER, "n", NOW).build();
    store().insert(kept);
    store().insert(ending);
    refuses(
        changes(List.of(), List.of(kept.deactivate()), List.of(coming, sameId), someRecords()),
        kept,
        ending);
  }

  @Test
  final void doesNothingIfALookupToInsertExists() {
    ApiKey sameLookup = TestKeys.withLookup(kept.lookup(), OWNER, NOW);
    store().insert(kept);
    store().insert(ending);
    refuses(
        changes(List.of(ending), List.of(), List.of(coming, sameLookup), someRecords()),
        kept,
        ending);
  }

  @Test
  final void doesNothingIfAKeyToReplaceHasChanged() {
    store().insert(kept);
    store().insert(ending);
    store().replace(kept.toBuilder().name("changed").build());
    ApiKey changed = kept.toBuilder().name("changed").version(1).build();
    refuses(
        changes(List.of(ending), List.of(kept), List.of(coming), someRecords()), changed, ending);
  }

  @Test
  final void doesNothingIfAKeyToReplaceIsGone() {
    store().insert(ending);
    refuses(changes(List.of(ending), List.of(kept), List.of(coming), someRecords()), ending);
  }

  @Test
  final void doesNothingIfAKeyToDeleteHasChanged() {
    ApiKey other = key();
    List.of(kept, ending, other).forEach(store()::insert);
    store().replace(ending.toBuilder().name("changed").build());
    ApiKey changed = ending.toBuilder().name("changed").version(1).build();
    refuses(
        changes(List.of(other, ending), List.of(kept), List.of(coming), someRecords()),
        kept,
        changed,
        other);
  }

  @Test
  final void doesNothingIfAKeyToDeleteIsGone() {
    ApiKey other = key();
    store().insert(kept);
    store().insert(other);
    refuses(
        changes(List.of(other, ending), List.of(kept), List.of(coming), someRecords()),
        kept,
        other);
  }

  @Test
  final void doesNothingIfAKeyStandsInAChangeTwice() {
    ApiKey sameLookup = TestKeys.withLookup(coming.lookup(), OWNER, NOW);
    store().insert(kept);
    refuses(changes(List.of(kept, kept), List.of(), List.of(), someRecords()), kept);
    refuses(changes(List.of(), List.of(kept, kept), List.of(), someRecords()), kept);
    refuses(changes(List.of(kept), List.of(kept), List.of(), someRecords()), kept);
    refuses(changes(List.of(kept), List.of(), List.of(kept), someRecords()), kept);
    refuses(changes(List.of(), List.of(), List.of(coming, coming), someRecords()), kept);
    refuses(changes(List.of(), List.of(), List.of(coming, sameLookup), someRecords()), kept);
  }

  @Test
  final void deletesAKeyOnlyAsItWasRead() {
    store().insert(kept);
    store().replace(kept.toggle());
    assertThat(store().delete(kept)).isFalse();
    ApiKey toggled = kept.toggle().toBuilder().version(1).build();
    assertThat(store().findById(kept.id())).contains(toggled);
    assertThat(store().delete(toggled)).isTrue();
    assertThat(store().findById(kept.id())).isEmpty();
  }

  @Test
  final void deletesAKeyThatWasUsedMeanwhile() {
    store().insert(kept);
    store().recordUse(Map.of(kept.id(), NOW));
    assertThat(store().delete(kept)).isTrue();
  }

  @Test
  final void deletesManyAtOnceWithARecordForEach() {
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
  final void ofManyWhoDeleteAKeyAtOnceOneDoes() throws Exception {
    store().insert(ending);
    List<Outcome> outcomes =
        ConcurrentTasks.call(
            THREADS, who -> store().apply(KeyChanges.delete(ending).recorded(someRecords())));
    assertThat(outcomes).containsOnlyOnce(Outcome.DONE).hasSize(THREADS);
    assertThat(audit().entriesAfter(0, 100)).hasSize(1);
  }

  @Test
  final void ofManyRotationsOfAKeyAtOnceOneIsDone() throws Exception {
    store().insert(kept);
    List<Outcome> outcomes =
        ConcurrentTasks.call(
            THREADS,
            who -> {
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
  final void changesOfTheSameKeysInDifferentOrdersDoNotStopEachOther() throws Exception {
    List<ApiKey> keys = List.of(key(), key(), key(), key());
    keys.forEach(store()::insert);
    ConcurrentTasks.call(
        THREADS,
        who -> {
          List<ApiKey> mine = new ArrayList<>(keys);
          Collections.rotate(mine, who);
          while (true) {
            List<ApiKey> read =
                mine.stream().map(key -> store().findById(key.id()).orElseThrow()).toList();
            if (store().apply(changes(List.of(), read, List.of(), someRecords())) == Outcome.DONE) {
              return true;
            }
          }
        });
    keys.forEach(
        key -> assertThat(store().findById(key.id()).orElseThrow().version()).isEqualTo(THREADS));
    assertThat(AuditChains.requireWhole(audit())).hasSize(THREADS);
  }

  private void refuses(KeyChanges changes, ApiKey... stored) {
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
