package dev.sallyport.testkit;

import static dev.sallyport.testkit.TestKeys.NOW;
import static dev.sallyport.testkit.TestKeys.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.audit.AuditContext;
import dev.sallyport.audit.AuditEntry;
import dev.sallyport.audit.AuditQuery;
import dev.sallyport.audit.AuditRecord;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.Owner;
import dev.sallyport.spi.AuditLog;
import dev.sallyport.spi.KeyChanges;
import dev.sallyport.spi.KeyChanges.Outcome;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Contract of what a store writes to the audit log. Part of {@link ApiKeyStoreContract}.
 *
 * <pre>{@code
 * class MyAuditLogTest extends AuditLogContract {
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
public abstract class AuditLogContract extends StoreContract {
  private static final int THREADS = 16;
  private static final int WRITES = 20;

  @Test
  final void recordsNothingWithoutRecords() {
    ApiKey key = key();
    store().insert(key);
    store().replace(key.deactivate());
    assertThat(audit().entriesAfter(0, 10)).isEmpty();
    assertThat(audit().head()).isEqualTo(new AuditLog.Head(0, AuditEntry.ORIGIN));
    assertThat(audit().latestOf("key:" + key.id(), 10)).isEmpty();
  }

  @Test
  final void storesARecordUnchanged() {
    AuditRecord record = TestRecords.of("key.created", key());
    assertThat(recorded(record)).containsExactly(AuditEntry.first(record));
  }

  @Test
  final void storesTheShortestRecord() {
    AuditContext shortest = new AuditContext("x", "", "");
    AuditRecord record = AuditRecord.of(NOW, "a", "b", shortest, "", "");
    assertThat(recorded(record)).containsExactly(AuditEntry.first(record));
  }

  @Test
  final void storesTheLongestRecord() {
    AuditContext longest =
        new AuditContext(
            "ä".repeat(AuditContext.MAX_ACTOR),
            "ö".repeat(AuditContext.MAX_ORIGIN),
            "🗝".repeat(AuditContext.MAX_REASON / 2));
    String state = "name=🗝\n".repeat(1500);
    AuditRecord record =
        AuditRecord.of(
            NOW, "a".repeat(50), "ü".repeat(AuditRecord.MAX_SUBJECT), longest, state, state + " ");
    assertThat(recorded(record)).containsExactly(AuditEntry.first(record));
  }

  @Test
  final void storesInstantsToTheMicrosecond() {
    List<AuditRecord> records =
        List.of(
            at("1970-01-01T00:00:00Z"),
            at("2026-03-29T01:30:00.1Z"),
            at("2026-10-25T00:59:59.999999999Z"),
            at("9998-12-31T23:59:59.999999Z"));
    List<AuditEntry> entries = recorded(records.toArray(new AuditRecord[0]));
    assertThat(entries).extracting(AuditEntry::record).containsExactlyElementsOf(records);
    AuditChains.requireWhole(audit());
  }

  @Test
  final void chainsTheRecordsOfAChangeInOrder() {
    ApiKey one = key();
    ApiKey other = key(new Owner("0000-0000-0001", "other"), NOW);
    record(TestRecords.of("first", one), TestRecords.of("second", other));
    record(TestRecords.of("third", one));
    List<AuditEntry> entries = AuditChains.requireWhole(audit());
    assertThat(entries)
        .extracting(entry -> entry.record().action())
        .containsExactly("first", "second", "third");
  }

  @Test
  final void readsEntriesInParts() {
    for (int i = 1; i <= 5; i++) {
      record(TestRecords.of("action" + i, "subject"));
    }
    List<AuditEntry> all = audit().entriesAfter(0, 5);
    assertThat(all).extracting(AuditEntry::sequence).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(audit().entriesAfter(0, 2)).isEqualTo(all.subList(0, 2));
    assertThat(audit().entriesAfter(2, 2)).isEqualTo(all.subList(2, 4));
    assertThat(audit().entriesAfter(4, 2)).isEqualTo(all.subList(4, 5));
    assertThat(audit().entriesAfter(5, 2)).isEmpty();
    assertThat(audit().entriesAfter(500, 2)).isEmpty();
  }

  @Test
  final void findsTheLatestEntriesOfASubject() {
    ApiKey key = key();
    record(TestRecords.of("created", key));
    record(TestRecords.of("created", "user:admin"));
    record(TestRecords.of("changed", key));
    record(TestRecords.of("created", "user:Admin"));
    record(TestRecords.of("deleted", key));
    String subject = "key:" + key.id();
    List<AuditEntry> all = audit().entriesAfter(0, 5);
    assertThat(audit().latestOf(subject, 9)).containsExactly(all.get(4), all.get(2), all.get(0));
    assertThat(audit().latestOf(subject, 2)).containsExactly(all.get(4), all.get(2));
    assertThat(audit().latestOf("user:admin", 9)).containsExactly(all.get(1));
    assertThat(audit().latestOf("user:admin ", 9)).isEmpty();
    assertThat(audit().latestOf("user:%", 9)).isEmpty();
    assertThat(audit().latest(2)).containsExactly(all.get(4), all.get(3));
    assertThat(audit().latest(9)).hasSize(5);
    assertThat(audit().head()).isEqualTo(new AuditLog.Head(5, all.get(4).hash()));
  }

  @Test
  final void readsPagesBackwards() {
    ApiKey key = key();
    for (int i = 1; i <= 5; i++) {
      record(TestRecords.of("key.changed", key), TestRecords.of("user.changed", "user:x"));
    }
    List<AuditEntry> first = audit().find(AuditQuery.latest(4));
    assertThat(first).extracting(AuditEntry::sequence).containsExactly(10L, 9L, 8L, 7L);
    assertThat(first).isEqualTo(audit().latest(4));
    assertThat(audit().find(AuditQuery.latest(4).before(7)))
        .extracting(AuditEntry::sequence)
        .containsExactly(6L, 5L, 4L, 3L);
    AuditQuery ofKey = AuditQuery.latest(2).of("key:" + key.id());
    assertThat(audit().find(ofKey)).extracting(AuditEntry::sequence).containsExactly(9L, 7L);
    assertThat(audit().find(ofKey.before(7)))
        .extracting(AuditEntry::sequence)
        .containsExactly(5L, 3L);
    assertThat(audit().find(ofKey.before(1))).isEmpty();
    assertThat(audit().find(ofKey.before(-1))).isEmpty();
  }

  @Test
  final void findsEntriesByActorAndAction() {
    AuditRecord createdKey = by("root", "key.created");
    AuditRecord createdAccount = by("root", "account.created");
    AuditRecord ofOtherActor = by("Root", "key_created");
    record(createdKey, createdAccount, ofOtherActor, by("root ", "KEY.created"));
    assertThat(found(AuditQuery.latest(9).by("root"))).containsExactly(createdAccount, createdKey);
    assertThat(found(AuditQuery.latest(9).by("root").doing("key."))).containsExactly(createdKey);
    assertThat(found(AuditQuery.latest(9).doing("key_"))).containsExactly(ofOtherActor);
    assertThat(found(AuditQuery.latest(9).doing("key.created"))).containsExactly(createdKey);
    for (String hostile : List.of("%", "_", "!", "\\", "'", "ey.")) {
      assertThat(found(AuditQuery.latest(9).doing(hostile))).as(hostile).isEmpty();
      assertThat(found(AuditQuery.latest(9).by(hostile))).as(hostile).isEmpty();
    }
  }

  @Test
  final void findsEntriesOfAPeriod() {
    AuditRecord early = at(NOW.minusNanos(1000));
    AuditRecord now = at(NOW);
    AuditRecord late = at(NOW.plusNanos(1000));
    record(early, now, late);
    AuditQuery query = AuditQuery.latest(9);
    assertThat(found(query.between(NOW, null))).containsExactly(late, now);
    assertThat(found(query.between(null, NOW))).containsExactly(early);
    assertThat(found(query.between(NOW, NOW.plusNanos(1000)))).containsExactly(now);
    assertThat(found(query.between(NOW, NOW))).isEmpty();
    assertThat(found(query.between(Instant.MIN, Instant.MAX))).containsExactly(late, now, early);
  }

  private static AuditRecord at(Instant instant) {
    return AuditRecord.of(instant, "key.changed", "x", AuditContext.of("root", ""), "", "");
  }

  private List<AuditRecord> found(AuditQuery query) {
    return audit().find(query).stream().map(AuditEntry::record).toList();
  }

  private static AuditRecord by(String actor, String action) {
    return AuditRecord.of(NOW, action, "x", AuditContext.of(actor, ""), "", "");
  }

  @Test
  final void keepsTheChainIntactUnderConcurrency() throws Exception {
    ConcurrentTasks.call(
        THREADS,
        number -> {
          Owner owner = new Owner("0000-0000-0000", "user" + number);
          for (int i = 0; i < WRITES; i++) {
            ApiKey key = key(owner, NOW);
            KeyChanges changes = KeyChanges.insert(key);
            assertThat(store().apply(changes.recorded(List.of(TestRecords.of("created", key)))))
                .isEqualTo(Outcome.DONE);
          }
          return true;
        });
    assertThat(AuditChains.requireWhole(audit())).hasSize(THREADS * WRITES);
  }

  private List<AuditEntry> recorded(AuditRecord... records) {
    record(records);
    return audit().entriesAfter(0, 10);
  }

  private void record(AuditRecord... records) {
    KeyChanges changes = KeyChanges.insert(key()).recorded(List.of(records));
    assertThat(store().apply(changes)).isEqualTo(Outcome.DONE);
  }

  private static AuditRecord at(String instant) {
    return AuditRecord.of(Instant.parse(instant), "a", "b", AuditContext.SALLYPORT, "", "");
  }
}
