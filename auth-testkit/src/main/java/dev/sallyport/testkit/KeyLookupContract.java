package dev.sallyport.testkit;

import static dev.sallyport.testkit.TestKeys.NOW;
import static dev.sallyport.testkit.TestKeys.OWNER;
import static dev.sallyport.testkit.TestKeys.key;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.key.ApiKey;
import dev.sallyport.key.KeyWithOwnerStatus;
import dev.sallyport.key.Owner;
import dev.sallyport.spi.KeyChanges;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Contract of finding keys by id and lookup id. Part of {@link ApiKeyStoreContract}.
 *
 * <pre>{@code
 * class MyKeyLookupTest extends KeyLookupContract {
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
public abstract class KeyLookupContract extends StoreContract {
  @Test
  final void findsInsertedKeys() {
    ApiKey key = key();
    assertThat(store().insert(key)).isTrue();
    assertThat(store().findById(key.id())).contains(key);
    assertThat(store().findByLookup(key.lookup()).map(KeyWithOwnerStatus::key)).contains(key);
  }

  @Test
  final void keepsTheIncarnationOfTheOwnerAKeyWasCreatedFor() {
    String incarnation = "ï".repeat(Owner.MAX_INCARNATION);
    ApiKey key = key().toBuilder().ownerIncarnation(incarnation).build();
    store().insert(key);
    assertThat(store().replace(key.toBuilder().ownerIncarnation("other").build())).isTrue();
    assertThat(store().findById(key.id())).contains(key.nextVersion());
    assertThat(store().findByLookup(key.lookup()).map(KeyWithOwnerStatus::key))
        .contains(key.nextVersion());
  }

  @Test
  final void findsInactiveAndExpiredKeys() {
    ApiKey inactive = key().deactivate().toBuilder().expiresAt(NOW.minusSeconds(1)).build();
    store().insert(inactive);
    assertThat(store().findByLookup(inactive.lookup()).map(KeyWithOwnerStatus::key))
        .contains(inactive);
  }

  @Test
  final void findsNothingUnderAnUnknownIdOrLookup() {
    store().insert(key());
    assertThat(store().findById(UUID.randomUUID())).isEmpty();
    assertThat(store().findByLookup("nothingThere")).isEmpty();
    assertThat(store().findByLookup("")).isEmpty();
    assertThat(store().findByLookup("%")).isEmpty();
  }

  @Test
  final void distinguishesLookupsByCaseAndBlanks() {
    ApiKey lower = TestKeys.withLookup("abcdefABCDEF", OWNER, NOW);
    ApiKey upper = TestKeys.withLookup("ABCDEFabcdef", OWNER, NOW);
    assertThat(store().insert(lower)).isTrue();
    assertThat(store().insert(upper)).isTrue();
    assertThat(store().findByLookup("abcdefABCDEF").map(KeyWithOwnerStatus::key)).contains(lower);
    assertThat(store().findByLookup("ABCDEFabcdef").map(KeyWithOwnerStatus::key)).contains(upper);
    assertThat(store().findByLookup("ABCDEFABCDEF")).isEmpty();
    assertThat(store().findByLookup("abcdefABCDEF ")).isEmpty();
  }

  @Test
  final void findsABatchLikeSingleKeys() {
    ApiKey active = key();
    ApiKey inactive = key().deactivate();
    ApiKey expired = key().toBuilder().expiresAt(NOW.minusSeconds(1)).build();
    ApiKey deleted = key();
    List.of(active, inactive, expired, deleted).forEach(store()::insert);
    store().delete(deleted);
    List<String> lookups =
        List.of(
            deleted.lookup(), expired.lookup(), "nothingThere", active.lookup(), inactive.lookup());
    List<KeyWithOwnerStatus> each =
        lookups.stream().flatMap(it -> store().findByLookup(it).stream()).toList();
    assertThat(each).hasSize(3);
    assertThat(store().findByLookups(lookups)).containsExactlyInAnyOrderElementsOf(each);
    store().replace(active.deactivate());
    assertThat(store().findByLookups(List.of(active.lookup(), inactive.lookup())))
        .extracting(found -> found.key().active())
        .containsExactly(false, false);
  }

  @Test
  final void findsAKeyOnceForRepeatedLookups() {
    ApiKey key = key();
    ApiKey other = key();
    List.of(key, other).forEach(store()::insert);
    List<String> lookups = Collections.nCopies(1000, key.lookup());
    assertThat(store().findByLookups(lookups).stream().map(KeyWithOwnerStatus::key))
        .containsExactly(key);
  }

  @Test
  final void findsNothingForEmptyOrUnknownLookups() {
    store().insert(key());
    assertThat(store().findByLookups(List.of())).isEmpty();
    assertThat(store().findByLookups(List.of("nothingThere"))).isEmpty();
    assertThat(store().findByLookups(Set.of("", "%", "nothingThere"))).isEmpty();
  }

  @Test
  final void distinguishesLookupsOfABatchByCaseAndBlanks() {
    ApiKey lower = TestKeys.withLookup("abcdefABCDEF", OWNER, NOW);
    ApiKey upper = TestKeys.withLookup("ABCDEFabcdef", OWNER, NOW);
    List.of(lower, upper).forEach(store()::insert);
    assertThat(store().findByLookups(Set.of("abcdefABCDEF", "ABCDEFABCDEF", "ABCDEFabcdef ")))
        .extracting(KeyWithOwnerStatus::key)
        .containsExactly(lower);
  }

  @Test
  final void findsAThousandKeysAtOnce() {
    List<ApiKey> keys = Stream.generate(TestKeys::key).limit(1000).toList();
    store().apply(new KeyChanges(List.of(), List.of(), keys, null, List.of()));
    for (int count : new int[] {1, 2, 63, 64, 65, 999, 1000}) {
      List<ApiKey> some = keys.subList(1000 - count, 1000);
      List<KeyWithOwnerStatus> found =
          store().findByLookups(some.stream().map(ApiKey::lookup).toList());
      assertThat(found).hasSize(count);
      assertThat(
              found.stream()
                  .map(KeyWithOwnerStatus::key)
                  .collect(toSet())) // faster than an assertion in any order
          .isEqualTo(Set.copyOf(some));
    }
  }
}
