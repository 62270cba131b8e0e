package dev.sallyport.auth;

import static dev.sallyport.auth.NumberedKeys.fingerprint;
import static dev.sallyport.auth.NumberedKeys.key;
import static dev.sallyport.auth.NumberedKeys.owner;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.auth.token.AuthToken;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedTokensTest {
  private final NumberedKeys keys = new NumberedKeys();

  @Test
  void givesBackAllThatATokenWas() {
    PackedTokens packed = new PackedTokens(16);
    AuthToken key = key(7).toBuilder().expiresAt(Instant.parse("2027-01-01T00:00:00Z")).build();
    for (boolean keyIsActive : new boolean[] {true, false}) {
      for (boolean ownerIsActive : new boolean[] {true, false}) {
        AuthToken stored = keyIsActive ? key : key.deactivate();
        ProvenToken token = new ProvenToken(fingerprint(7), keys.state(stored, ownerIsActive, 456));
        token.noteUse(1000);
        token.countGranted(5);
        token.countGranted(5);
        packed.put(token);

        ProvenToken again = requireNonNull(packed.find(fingerprint(7)));

        assertThat(again).isEqualTo(token).isNotSameAs(token);
        assertThat(again.state()).usingRecursiveComparison().isEqualTo(token.state());
        assertThat(again.state().id()).isEqualTo(key.id());
        assertThat(again.lastUse()).isEqualTo(1000);
        assertThat(again.noteOneMoreUse(1001)).as("nobody will write it down").isFalse();
        assertThat(token.noteOneMoreUse(1001)).as("somebody will").isTrue();
        assertThat(HourCount.requests(again.takeGranted())).isEqualTo(2);
        assertThat(HourCount.requests(token.takeGranted())).as("they went along").isZero();
      }
    }
    assertThat(packed.size()).isOne();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void isAMapOfFingerprints(long seed) {
    Random random = new Random(seed);
    PackedTokens packed = new PackedTokens(1_000_000);
    Map<Integer, Long> expected = new HashMap<>();
    for (int step = 0; step < 100_000; step++) {
      int number = random.nextInt(20_000);
      long reading = step;
      int what = random.nextInt(10);
      if (what < 6) {
        packed.put(keys.token(number, reading));
        expected.put(number, reading);
      } else if (what < 7) {
        packed.update(fingerprint(number), keys.state(number, reading));
        expected.computeIfPresent(number, (same, before) -> reading);
      } else {
        packed.remove(fingerprint(number));
        expected.remove(number);
      }
    }
    packed.removeIf(owner -> owner.equals(owner(3)));
    expected.keySet().removeIf(number -> owner(number).equals(owner(3)));

    assertThat(packed.size()).isEqualTo(expected.size());
    for (int number = 0; number < 20_000; number++) {
      Long reading = expected.get(number);
      ProvenToken found = packed.find(fingerprint(number));
      if (reading == null) {
        assertThat(found).isNull();
      } else {
        KeyState state = requireNonNull(found).state();
        assertThat(state.id()).isEqualTo(key(number).id());
        assertThat(state.owner()).isEqualTo(owner(number));
        assertThat(state.isOlderThan(keys.state(number, reading))).isFalse();
        assertThat(keys.state(number, reading).isOlderThan(state)).isFalse();
      }
    }
  }

  @Test
  void hasSoManyAtMostAndKeepsThoseThatWereUsedLately() {
    PackedTokens packed = new PackedTokens(10_000);
    for (int number = 0; number < 30_000; number++) {
      ProvenToken token = keys.token(number, 1);
      token.noteUse(number % 3 == 0 ? 1000 + number : 1);
      packed.put(token);
    }

    assertThat(packed.size()).isEqualTo(10_000);
    long used =
        IntStream.range(0, 30_000).filter(it -> it % 3 == 0).filter(it -> has(packed, it)).count();
    assertThat(used).as("of the 10,000 that were used").isGreaterThan(8_000);
  }

  @Test
  void takesOverNothingThatWasReadEarlier() {
    PackedTokens packed = new PackedTokens(100);
    packed.put(keys.token(1, 5));
    packed.update(fingerprint(1), keys.state(key(1).deactivate(), true, 4));
    assertThat(requireNonNull(packed.find(fingerprint(1))).state().isKeyActive()).isTrue();
    packed.update(fingerprint(1), keys.state(key(1).deactivate(), true, 5));
    assertThat(requireNonNull(packed.find(fingerprint(1))).state().isKeyActive()).isFalse();
  }

  @Test
  void hasNoTokenThatWasTaken() {
    PackedTokens packed = new PackedTokens(100);
    packed.put(keys.token(1, 1));
    assertThat(packed.take(fingerprint(1))).isEqualTo(keys.token(1, 1));
    assertThat(packed.take(fingerprint(1))).isNull();
    assertThat(packed.find(fingerprint(1))).isNull();
  }

  @Test
  void hasRoomForAsManyAsItWasMadeFor() {
    PackedTokens packed = new PackedTokens(5000);
    for (int number = 0; number < 5000; number++) {
      packed.put(keys.token(number, 1));
    }
    assertThat(IntStream.range(0, 5000)).allMatch(number -> has(packed, number));
    Random random = new Random(4);
    for (int step = 0; step < 50_000; step++) { // at its limit
      int number = random.nextInt(10_000);
      if (random.nextInt(10) == 0) {
        packed.remove(fingerprint(number));
        assertThat(has(packed, number)).isFalse();
      } else {
        packed.put(keys.token(number, step));
        assertThat(has(packed, number)).isTrue();
      }
      assertThat(packed.size()).isLessThanOrEqualTo(5000);
    }
    assertThat(IntStream.range(0, 10_000).filter(it -> has(packed, it)).count())
        .isEqualTo(packed.size());
  }

  @Test
  void mayHaveRoomForNone() {
    PackedTokens packed = new PackedTokens(0);
    packed.put(keys.token(1, 1));
    packed.update(fingerprint(1), keys.state(1, 2));
    packed.remove(fingerprint(1));
    assertThat(packed.find(fingerprint(1))).isNull();
    assertThat(packed.size()).isZero();
  }

  private static boolean has(PackedTokens packed, int number) {
    return packed.find(fingerprint(number)) != null;
  }
}
