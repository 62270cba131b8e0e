package dev.sallyport.auth.testkit;

import static dev.sallyport.auth.testkit.TestKeys.NOW;
import static dev.sallyport.auth.testkit.TestKeys.OWNER;
import static dev.sallyport.auth.testkit.TestKeys.key;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.auth.spi.KeyChanges;
import dev.sallyport.auth.spi.StoredToken;
import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.Owner;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How a store finds keys by id and lookup; a part of {@link TokenStoreContract}. */
public abstract class KeyLookupContract extends AuditedStoreContract {
  @Test
  final void findsWhatWasInserted() {
    AuthToken key = key();
    assertThat(store().insert(key)).isTrue();
    assertThat(store().findById(key.id())).contains(key);
    assertThat(store().findByLookup(key.lookup()).map(StoredToken::key)).contains(key);
  }

  @Test
  final void keepsTheIncarnationOfTheOwnerThatAKeyWasMadeFor() {
    String incarnation = "ï".repeat(Owner.MAX_INCARNATION);
    AuthToken key = key().toBuilder().ownerIncarnation(incarnation).build();
    store().insert(key);
    assertThat(store().replace(key.toBuilder().ownerIncarnation("other").build())).isTrue();
    assertThat(store().findById(key.id())).contains(key.nextVersion());
    assertThat(store().findByLookup(key.lookup()).map(StoredToken::key))
        .contains(key.nextVersion());
  }

  @Test
  final void findsAKeyInWhateverStateItIs() {
    AuthToken off = key().deactivate().toBuilder().expiresAt(NOW.minusSeconds(1)).build();
    store().insert(off);
    assertThat(store().findByLookup(off.lookup()).map(StoredToken::key)).contains(off);
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
  final void tellsLookupsApartThatDifferInCaseOrBlanksOnly() {
    AuthToken lower = TestKeys.withLookup("abcdefABCDEF", OWNER, NOW);
    AuthToken upper = TestKeys.withLookup("ABCDEFabcdef", OWNER, NOW);
    assertThat(store().insert(lower)).isTrue();
    assertThat(store().insert(upper)).isTrue();
    assertThat(store().findByLookup("abcdefABCDEF").map(StoredToken::key)).contains(lower);
    assertThat(store().findByLookup("ABCDEFabcdef").map(StoredToken::key)).contains(upper);
    assertThat(store().findByLookup("ABCDEFABCDEF")).isEmpty();
    assertThat(store().findByLookup("abcdefABCDEF ")).isEmpty();
  }

  @Test
  final void findsManyAtOnceAsItFindsEach() {
    AuthToken on = key();
    AuthToken off = key().deactivate();
    AuthToken over = key().toBuilder().expiresAt(NOW.minusSeconds(1)).build();
    AuthToken gone = key();
    List.of(on, off, over, gone).forEach(store()::insert);
    store().delete(gone);
    List<String> lookups =
        List.of(gone.lookup(), over.lookup(), "nothingThere", on.lookup(), off.lookup());
    List<StoredToken> each =
        lookups.stream().flatMap(it -> store().findByLookup(it).stream()).toList();
    assertThat(each).hasSize(3);
    assertThat(store().findByLookups(lookups)).containsExactlyInAnyOrderElementsOf(each);
    store().replace(on.deactivate());
    assertThat(store().findByLookups(List.of(on.lookup(), off.lookup())))
        .extracting(found -> found.key().active())
        .containsExactly(false, false);
  }

  @Test
  final void findsAKeyOnceHoweverOftenItIsAskedFor() {
    AuthToken key = key();
    AuthToken other = key();
    List.of(key, other).forEach(store()::insert);
    List<String> lookups = Collections.nCopies(1000, key.lookup());
    assertThat(store().findByLookups(lookups).stream().map(StoredToken::key)).containsExactly(key);
  }

  @Test
  final void findsNoneWhereNoneIsAskedForOrThere() {
    store().insert(key());
    assertThat(store().findByLookups(List.of())).isEmpty();
    assertThat(store().findByLookups(List.of("nothingThere"))).isEmpty();
    assertThat(store().findByLookups(Set.of("", "%", "nothingThere"))).isEmpty();
  }

  @Test
  final void tellsManyLookupsApartThatDifferInCaseOrBlanksOnly() {
    AuthToken lower = TestKeys.withLookup("abcdefABCDEF", OWNER, NOW);
    AuthToken upper = TestKeys.withLookup("ABCDEFabcdef", OWNER, NOW);
    List.of(lower, upper).forEach(store()::insert);
    assertThat(store().findByLookups(Set.of("abcdefABCDEF", "ABCDEFABCDEF", "ABCDEFabcdef ")))
        .extracting(StoredToken::key)
        .containsExactly(lower);
  }

  @Test
  final void findsAThousandAtOnce() {
    List<AuthToken> keys = Stream.generate(TestKeys::key).limit(1000).toList();
    store().apply(new KeyChanges(List.of(), List.of(), keys, null, List.of()));
    for (int count : new int[] {1, 2, 63, 64, 65, 999, 1000}) {
      List<AuthToken> some = keys.subList(1000 - count, 1000);
      List<StoredToken> found =
          store().findByLookups(some.stream().map(AuthToken::lookup).toList());
      assertThat(found).hasSize(count);
      assertThat(found.stream().map(StoredToken::key).collect(toSet())) // quicker than in any order
          .isEqualTo(Set.copyOf(some));
    }
  }
}
