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

/** What a limit of the keys of an owner means; a part of {@link ApiKeyStoreContract}. */
public abstract class KeyLimitContract extends KeyChangesContract {
  private static final int THREADS = 64;
  private static final int OWNERS = 8;

  KeyLimitContract() {}

  @Test
  final void letsInAsManyKeysAsTheLimitSays() {
    assertThat(insert(key(), 2)).isEqualTo(Outcome.DONE);
    assertThat(insert(key(), 2)).isEqualTo(Outcome.DONE);
    ApiKey third = key();
    assertThat(insert(third, 2)).isEqualTo(Outcome.LIMIT_REACHED);
    assertThat(store().findById(third.id())).isEmpty();
    assertThat(insert(third, 3)).isEqualTo(Outcome.DONE);
    assertThat(audit().entriesAfter(0, 10)).hasSize(3);
  }

  @Test
  final void countsKeysThatAreOffOrHaveNoEnd() {
    store().insert(key().deactivate());
    store().insert(key().toBuilder().expiresAt(null).build());
    assertThat(insert(key(), 2)).isEqualTo(Outcome.LIMIT_REACHED);
  }

  @Test
  final void countsNoKeyThatIsOver() {
    store().insert(key().toBuilder().expiresAt(NOW.minusNanos(1000)).build());
    store().insert(key().toBuilder().expiresAt(NOW).build());
    assertThat(insert(key(), 1)).isEqualTo(Outcome.DONE);
  }

  @Test
  final void countsAKeyThatEndsAMicrosecondLater() {
    store().insert(key().toBuilder().expiresAt(NOW.plusNanos(1000)).build());
    assertThat(insert(key(), 1)).isEqualTo(Outcome.LIMIT_REACHED);
    Limit later = new Limit(OWNER, 1, NOW.plusNanos(999));
    assertThat(store().apply(KeyChanges.insert(key()).within(later)))
        .isEqualTo(Outcome.LIMIT_REACHED);
  }

  @Test
  final void countsNoKeyOfAnotherOwner() {
    store().insert(key(new Owner(OWNER.accountNumber(), "Admin"), NOW));
    store().insert(key(new Owner("0000-0000-0001", OWNER.username()), NOW));
    assertThat(insert(key(), 1)).isEqualTo(Outcome.DONE);
  }

  @Test
  final void countsNoKeyThatGoesInTheSameChange() {
    ApiKey old = key();
    store().insert(old);
    ApiKey young = key();
    KeyChanges eviction = eviction(List.of(old), young);
    assertThat(store().apply(eviction.within(new Limit(OWNER, 1, NOW)))).isEqualTo(Outcome.DONE);
    assertThat(store().list(ApiKeyQuery.all()).items()).containsExactly(young);
  }

  @Test
  final void countsKeysAsTheChangeLeavesThem() {
    ApiKey old = key();
    store().insert(old);
    ApiKey over = old.toBuilder().expiresAt(NOW).build();
    KeyChanges change =
        new KeyChanges(
            List.of(), List.of(over), List.of(key()), new Limit(OWNER, 1, NOW), List.of());
    assertThat(store().apply(change)).isEqualTo(Outcome.DONE);
  }

  @Test
  final void leavesEverythingAsItWasWhenTheLimitIsReached() {
    ApiKey other = key(new Owner("0000-0000-0001", "other"), NOW);
    ApiKey ending = key(other.owner(), NOW);
    ApiKey mine = key();
    List.of(other, ending, mine).forEach(store()::insert);
    KeyChanges change =
        new KeyChanges(
            List.of(ending),
            List.of(other.deactivate()),
            List.of(key()),
            new Limit(OWNER, 1, NOW),
            List.of(TestRecords.of("done", "x")));
    assertThat(store().apply(change)).isEqualTo(Outcome.LIMIT_REACHED);
    assertThat(store().list(ApiKeyQuery.all()).items())
        .containsExactlyInAnyOrder(other, ending, mine);
    assertThat(audit().entriesAfter(0, 10)).isEmpty();
  }

  @Test
  final void tellsAConflictFromALimit() {
    ApiKey mine = key();
    store().insert(mine);
    assertThat(insert(TestKeys.withLookup(mine.lookup(), OWNER, NOW), 1))
        .isEqualTo(Outcome.CONFLICT);
    assertThat(insert(mine, 5)).isEqualTo(Outcome.CONFLICT);
  }

  @Test
  final void ofManyWhoWantTheLastPlaceOneGetsIt() throws Exception {
    store().insert(key());
    store().insert(key());
    List<Outcome> outcomes = ConcurrentTasks.call(THREADS, who -> insert(key(), 3));
    assertThat(Collections.frequency(outcomes, Outcome.DONE)).isEqualTo(1);
    assertThat(Collections.frequency(outcomes, Outcome.LIMIT_REACHED)).isEqualTo(THREADS - 1);
    assertThat(store().list(ApiKeyQuery.all().ofOwner(OWNER)).total()).isEqualTo(3);
    assertThat(AuditChains.requireWhole(audit())).hasSize(1);
  }

  /** The audit log, too, lets one change in at a time; the limit must not depend on that. */
  @Test
  final void ofManyWhoWantTheLastPlaceUnrecordedOneGetsIt() throws Exception {
    store().insert(key());
    List<Outcome> outcomes = ConcurrentTasks.call(THREADS, who -> insertUnrecorded(key(), 2));
    assertThat(Collections.frequency(outcomes, Outcome.DONE)).isEqualTo(1);
    assertThat(Collections.frequency(outcomes, Outcome.LIMIT_REACHED)).isEqualTo(THREADS - 1);
    assertThat(store().list(ApiKeyQuery.all().ofOwner(OWNER)).total()).isEqualTo(2);
  }

  @Test
  final void ofManyWhoWantTheFirstPlaceOneGetsIt() throws Exception {
    List<Outcome> outcomes = ConcurrentTasks.call(THREADS, who -> insertUnrecorded(key(), 1));
    assertThat(Collections.frequency(outcomes, Outcome.DONE)).isEqualTo(1);
    assertThat(Collections.frequency(outcomes, Outcome.LIMIT_REACHED)).isEqualTo(THREADS - 1);
  }

  @Test
  final void keepsTheLimitsOfManyOwnersAtOnce() throws Exception {
    List<Outcome> outcomes =
        ConcurrentTasks.call(THREADS, who -> insert(key(owner(who % OWNERS), NOW), 2));
    assertThat(Collections.frequency(outcomes, Outcome.DONE)).isEqualTo(2 * OWNERS);
    assertThat(outcomes).doesNotContain(Outcome.CONFLICT);
    for (int i = 0; i < OWNERS; i++) {
      assertThat(store().list(ApiKeyQuery.all().ofOwner(owner(i))).total()).isEqualTo(2);
    }
    assertThat(AuditChains.requireWhole(audit())).hasSize(2 * OWNERS);
  }

  @Test
  final void ofManyWhoEvictAtOnceEachGetsAPlaceAndTheLimitHolds() throws Exception {
    int threads = 16;
    store().insert(key(OWNER, NOW.minusSeconds(2)));
    store().insert(key(OWNER, NOW.minusSeconds(1)));
    ConcurrentTasks.call(threads, this::insertEvicting);
    assertThat(store().list(ApiKeyQuery.all().ofOwner(OWNER)).total()).isEqualTo(2);
    assertThat(AuditChains.requireWhole(audit())).hasSize(threads);
  }

  private boolean insertEvicting(int who) {
    ApiKey young = key(OWNER, NOW.plusSeconds(who));
    ApiKeyQuery valid = ApiKeyQuery.all().ofOwner(OWNER).validAt(NOW);
    while (true) {
      List<ApiKey> newestFirst = store().list(valid).items();
      List<ApiKey> surplus = newestFirst.subList(1, newestFirst.size());
      KeyChanges eviction = eviction(surplus, young);
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

  private static KeyChanges eviction(List<ApiKey> old, ApiKey young) {
    return new KeyChanges(
        old, List.of(), List.of(young), null, List.of(TestRecords.of("created", young)));
  }

  private static Owner owner(int number) {
    return new Owner("0000-0000-0000", "user" + number);
  }
}
