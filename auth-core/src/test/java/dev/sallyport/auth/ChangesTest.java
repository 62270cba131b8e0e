package dev.sallyport.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.auth.spi.Change;
import dev.sallyport.auth.token.Owner;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ChangesTest {
  private static final UUID KEY = UUID.randomUUID();
  private static final Owner OWNER = new Owner("3141-5926-5359", "admin");

  private final Changes changes = new Changes();

  @Test
  void overridesWhatWasReadBeforeAndNotWhatIsReadAfter() {
    long before = changes.beginReading();
    changes.note(new Change.OfKey(KEY));
    assertThat(changes.isSince(before, KEY.hashCode(), OWNER)).isTrue();
    assertThat(changes.isSince(changes.beginReading(), KEY.hashCode(), OWNER)).isFalse();
    assertThat(changes.isAnyKeySince(before)).isTrue();
    assertThat(changes.isAnyKeySince(changes.beginReading())).isFalse();
  }

  @Test
  void overridesTheKeysOfAUserAndOfAnAccount() {
    long before = changes.beginReading();
    changes.note(new Change.OfUser("somebody else"));
    changes.note(new Change.OfAccount("0000-0000-0000"));
    assertThat(changes.isSince(before, KEY.hashCode(), OWNER)).isFalse();
    changes.note(new Change.OfUser(OWNER.username()));
    assertThat(changes.isSince(before, KEY.hashCode(), OWNER)).isTrue();
    long later = changes.beginReading();
    changes.note(new Change.OfAccount(OWNER.accountNumber()));
    assertThat(changes.isSince(later, KEY.hashCode(), OWNER)).isTrue();
    assertThat(changes.isAnyKeySince(before)).as("none was made").isFalse();
  }

  @Test
  void leavesOtherKeysAlone() {
    long before = changes.beginReading();
    changes.note(new Change.OfKey(new UUID(0, 1)));
    assertThat(changes.isSince(before, new UUID(0, 2).hashCode(), OWNER)).isFalse();
  }

  @Test
  void tellsForSureWhetherAKeyOrOneOfItsStripeWasChanged() {
    UUID neighbour = UUID.randomUUID();
    long before = changes.beginReading();
    while (!changes.isSince(before, KEY.hashCode(), OWNER)) {
      neighbour = UUID.randomUUID();
      changes.note(new Change.OfKey(neighbour));
    }
    long later = changes.beginReading();
    changes.note(new Change.OfKey(neighbour));
    assertThat(changes.isSince(later, KEY.hashCode(), OWNER)).isTrue();
    assertThat(changes.isSurelySince(later, KEY, OWNER)).isFalse();
    assertThat(changes.isSurelySince(later, neighbour, OWNER)).isTrue();
    changes.note(new Change.OfAccount(OWNER.accountNumber()));
    assertThat(changes.isSurelySince(later, KEY, OWNER)).isTrue();
    assertThat(changes.isSurelySince(changes.beginReading(), KEY, OWNER)).isFalse();
    changes.note(new Change.OfUser(OWNER.username()));
    assertThat(changes.isSurelySince(changes.beginReading() - 2, KEY, OWNER)).isTrue();
  }

  @Test
  void remembersTheLaterOfTwoChangesWhicheverIsNamedLast() {
    changes.name(new Change.OfKey(KEY), 7);
    changes.name(new Change.OfKey(KEY), 5);
    assertThat(changes.isSurelySince(6, KEY, OWNER)).isTrue();
  }

  @Test
  void ofTooManyChangesNoneIsSurelyNot() {
    long before = changes.beginReading();
    changes.note(new Change.OfKey(KEY));
    long after = changes.beginReading();
    for (int i = 0; i < 10_000; i++) {
      changes.note(new Change.OfKey(new UUID(1, i)));
    }
    assertThat(changes.isSurelySince(before, KEY, OWNER)).as("forgotten by name").isTrue();
    assertThat(changes.isSurelySince(after, KEY, OWNER)).as("known to be older").isFalse();
  }

  @Test
  void knowsWhenAHostSaidThatSomeOwnersChanged() {
    long before = changes.beginReading();
    changes.noteSomeOwners();
    assertThat(changes.isAnyOwnerSince(before)).isTrue();
    assertThat(changes.isAnyOwnerSince(changes.beginReading())).isFalse();
  }
}
