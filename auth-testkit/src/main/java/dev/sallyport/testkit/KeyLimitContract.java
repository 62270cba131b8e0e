package dev.sallyport.testkit;

import static dev.sallyport.testkit.TestKeys.NOW;
import static dev.sallyport.testkit.TestKeys.OWNER;
import static dev.sallyport.testkit.TestKeys.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.key.ApiKey;
import dev.sallyport.key.Owner;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.KeyChanges;
import dev.sallyport.spi.KeyChanges.Limit;
import dev.sallyport.spi.KeyChanges.Outcome;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Contract of the limit of keys per owner. Part of {@link ApiKeyStoreContract}.
 *
 * <pre>{@code
 * class MyKeyLimitTest extends KeyLimitContract {
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
public abstract class KeyLimitContract extends StoreContract {
  private static final int THREADS = 64;
  private static final int OWNERS = 8;

  /** Creates the contract. */
  protected KeyLimitContract() {}

  @Test
  final void insertsKeysUpToTheLimit() {
    assertThat(insert(key(), 2)).isEqualTo(Outcome.DONE);
    assertThat(insert(key(), 2)).isEqualTo(Outcome.DONE);
    ApiKey third = key();
    assertThat(insert(third, 2)).isEqualTo(Outcome.LIMIT_REACHED);
    assertThat(store().findById(third.id())).isEmpty();
    assertThat(insert(third, 3)).isEqualTo(Outcome.DONE);
    assertThat(audit().entriesAfter(0, 10)).hasSize(3);
  }

  @Test
  final void countsInactiveAndUnlimitedKeys() {
    store().insert(key().deactivate());
    store().insert(key().toBuilder().expiresAt(null).build());
    assertThat(insert(key(), 2)).isEqualTo(Outcome.LIMIT_REACHED);
  }

  @Test
  final void countsNoExpiredKeys() {
    store().insert(key().toBuilder().expiresAt(NOW.minusNanos(1000)).build());
    store().insert(key().toBuilder().expiresAt(NOW).build());
    assertThat(insert(key(), 1)).isEqualTo(Outcome.DONE);
  }

  @Test
  final void countsAKeyThatExpiresAMicrosecondLater() {
    store().insert(key().toBuilder().expiresAt(NOW.plusNanos(1000)).build());
    assertThat(insert(key(), 1)).isEqualTo(Outcome.LIMIT_REACHED);
    Limit later = new Limit(OWNER, 1, NOW.plusNanos(999));
    assertThat(store().apply(KeyChanges.insert(key()).within(later)))
        .isEqualTo(Outcome.LIMIT_REACHED);
  }

  @Test
  final void countsNoKeysOfOtherOwners() {
    store().insert(key(new Owner(OWNER.accountId(), "Admin"), NOW));
    store().insert(key(new Owner("0000-0000-0001", OWNER.userId()), NOW));
    assertThat(insert(key(), 1)).isEqualTo(Outcome.DONE);
  }

  @Test
  final void countsNoKeysDeletedInTheSameChange() {
    ApiKey old = key();
    store().insert(old);
    ApiKey added = key();
    KeyChanges eviction = eviction(List.of(old), added);
    assertThat(store().apply(eviction.within(new Limit(OWNER, 1, NOW)))).isEqualTo(Outcome.DONE);
    assertThat(store().list(ApiKeyQuery.all()).items()).containsExactly(added);
  }

  @Test
  final void countsKeysInTheirChangedState() {
    ApiKey old = key();
    store().insert(old);
    ApiKey expired = old.toBuilder().expiresAt(NOW).build();
    KeyChanges change =
        new KeyChanges(
            List.of(), List.of(expired), List.of(key()), new Limit(OWNER, 1, NOW), List.of());
    assertThat(store().apply(change)).isEqualTo(Outcome.DONE);
  }

  @Test
  final void changesNothingWhenTheLimitIsReached() {
    ApiKey other = key(new Owner("0000-0000-0001", "other"), NOW);
    ApiKey deleted = key(other.owner(), NOW);
    ApiKey own = key();
    List.of(other, deleted, own).forEach(store()::insert);
    KeyChanges change =
        new KeyChanges(
            List.of(deleted),
            List.of(other.deactivate()),
            List.of(key()),
            new Limit(OWNER, 1, NOW),
            List.of(TestRecords.of("done", "x")));
    assertThat(store().apply(change)).isEqualTo(Outcome.LIMIT_REACHED);
    assertThat(store().list(ApiKeyQuery.all()).items())
        .containsExactlyInAnyOrder(other, deleted, own);
    assertThat(audit().entriesAfter(0, 10)).isEmpty();
  }

  @Test
  final void distinguishesAConflictFromALimit() {
    ApiKey own = key();
    store().insert(own);
    assertThat(insert(TestKeys.withLookup(own.lookup(), OWNER, NOW), 1))
        .isEqualTo(Outcome.CONFLICT);
    assertThat(insert(own, 5)).isEqualTo(Outcome.CONFLICT);
  }

  @Test
  final void oneOfManyConcurrentInsertsReachesTheLimit() throws Exception {
    store().insert(key());
    store().insert(key());
    List<Outcome> outcomes = ConcurrentTasks.call(THREADS, number -> insert(key(), 3));
    assertThat(Collections.frequency(outcomes, Outcome.DONE)).isEqualTo(1);
    assertThat(Collections.frequency(outcomes, Outcome.LIMIT_REACHED)).isEqualTo(THREADS - 1);
    assertThat(store().list(ApiKeyQuery.all().ofOwner(OWNER)).total()).isEqualTo(3);
    assertThat(AuditChains.requireWhole(audit())).hasSize(1);
  }

  /** The audit log also serializes changes; the limit must not depend on that. */
  @Test
  final void oneOfManyConcurrentInsertsWithoutAuditReachesTheLimit() throws Exception {
    store().insert(key());
    List<Outcome> outcomes = ConcurrentTasks.call(THREADS, number -> insertUnrecorded(key(), 2));
    assertThat(Collections.frequency(outcomes, Outcome.DONE)).isEqualTo(1);
    assertThat(Collections.frequency(outcomes, Outcome.LIMIT_REACHED)).isEqualTo(THREADS - 1);
    assertThat(store().list(ApiKeyQuery.all().ofOwner(OWNER)).total()).isEqualTo(2);
  }

  @Test
  final void oneOfManyConcurrentFirstInsertsSucceeds() throws Exception {
    List<Outcome> outcomes = ConcurrentTasks.call(THREADS, number -> insertUnrecorded(key(), 1));
    assertThat(Collections.frequency(outcomes, Outcome.DONE)).isEqualTo(1);
    assertThat(Collections.frequency(outcomes, Outcome.LIMIT_REACHED)).isEqualTo(THREADS - 1);
  }

  @Test
  final void enforcesLimitsOfManyOwnersConcurrently() throws Exception {
    List<Outcome> outcomes =
        ConcurrentTasks.call(THREADS, number -> insert(key(owner(number % OWNERS), NOW), 2));
    assertThat(Collections.frequency(outcomes, Outcome.DONE)).isEqualTo(2 * OWNERS);
    assertThat(outcomes).doesNotContain(Outcome.CONFLICT);
    for (int i = 0; i < OWNERS; i++) {
      assertThat(store().list(ApiKeyQuery.all().ofOwner(owner(i))).total()).isEqualTo(2);
    }
    assertThat(AuditChains.requireWhole(audit())).hasSize(2 * OWNERS);
  }

  @Test
  final void concurrentEvictionsAllSucceedWithinTheLimit() throws Exception {
    int threads = 16;
    store().insert(key(OWNER, NOW.minusSeconds(2)));
    store().insert(key(OWNER, NOW.minusSeconds(1)));
    ConcurrentTasks.call(threads, this::insertEvicting);
    assertThat(store().list(ApiKeyQuery.all().ofOwner(OWNER)).total()).isEqualTo(2);
    assertThat(AuditChains.requireWhole(audit())).hasSize(threads);
  }

  private boolean insertEvicting(int number) {
    ApiKey added = key(OWNER, NOW.plusSeconds(number));
    ApiKeyQuery valid = ApiKeyQuery.all().ofOwner(OWNER).validAt(NOW);
    while (true) {
      List<ApiKey> newestFirst = store().list(valid).items();
      List<ApiKey> surplus = newestFirst.subList(1, newestFirst.size());
      KeyChanges eviction = eviction(surplus, added);
      if (store().apply(eviction.within(new Limit(OWNER, 2, NOW))) == Outcome.DONE) {
        return true;
      }
    }
  }

  private Outcome insertUnrecorded(ApiKey key, int limit) {
    return store().apply(KeyChanges.insert(key).within(new Limit(key.owner(), limit, NOW)));
  }

  private Outcome insert(ApiKey key, int limit) {
    return store()
        .apply(
            KeyChanges.insert(key)
                .within(new Limit(key.owner(), limit, NOW))
                .recorded(List.of(TestRecords.of("created", key))));
  }

  private static KeyChanges eviction(List<ApiKey> old, ApiKey added) {
    return new KeyChanges(
        old, List.of(), List.of(added), null, List.of(TestRecords.of("created", added)));
  }

  private static Owner owner(int number) {
    return new Owner("0000-0000-0000", "user" + number);
  }
}
