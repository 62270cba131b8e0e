package dev.sallyport.auth;

import static dev.sallyport.auth.NumberedKeys.fingerprint;
import static dev.sallyport.auth.NumberedKeys.key;
import static dev.sallyport.auth.NumberedKeys.owner;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.auth.token.Owner;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class VerifiedTokensTest {
  private static final int AT_HAND = 100;
  private static final int ALL = 1000;

  private final Changes changes = new Changes();
  private final NumberedKeys keys = new NumberedKeys();
  private final VerifiedTokens verified =
      new VerifiedTokens(2 * ALL, AT_HAND, changes, token -> {});
  private final ExecutorService threads = Executors.newFixedThreadPool(3);
  private final List<Future<?>> movers = new ArrayList<>();
  private final AtomicBoolean isOver = new AtomicBoolean();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void findsAllThatWereProvenAndNotOnlyThoseAtHand() {
    proveAll();
    for (int round = 0; round < 3; round++) {
      for (int number = 0; number < ALL; number++) {
        assertThat(find(number).state().id()).isEqualTo(key(number).id());
      }
    }
    assertThat(verified.find(fingerprint(ALL))).isNull();
    assertThat(verified.size()).isBetween((long) ALL, (long) ALL + AT_HAND);
  }

  @Test
  void takesOverWhatWasReadWhereverATokenIs() {
    proveAll();
    for (int number = 0; number < ALL; number++) {
      ProvenToken current = requireNonNull(verified.current(keys.token(number, 1)));
      verified.update(current, keys.state(number, 2));
      assertThat(find(number).state().isOlderThan(keys.state(number, 2))).isFalse();
    }
  }

  @Test
  void takesOverANewEndWhereverATokenIs() {
    proveAll();
    for (int number = 0; number < ALL; number++) {
      verified.update(keys.token(number, 1), keys.state(number, 1).replacedEndingAt(99));
      assertThat(find(number).state().expiresAt()).isEqualTo(99);
    }
  }

  @Test
  void forgetsATokenWhereverItIs() {
    proveAll();
    for (int number = 0; number < ALL; number++) {
      verified.drop(keys.token(number, 1));
      assertThat(verified.find(fingerprint(number))).isNull();
      assertThat(verified.current(keys.token(number, 1))).isNull();
    }
  }

  @Test
  void bringsNothingBackThatIsForgottenWhileTokensMove() throws Exception {
    proveAll();
    moveTokens();
    for (int number = 0; number < 10; number++) {
      Owner changed = owner(number);
      verified.forgetIf(changed::equals);
      for (int other = 0; other < ALL; other++) {
        if (owner(other).equals(changed)) {
          assertThat(verified.find(fingerprint(other))).isNull();
        }
      }
    }
    stopMoving();
    assertThat(verified.size()).isZero();
  }

  @Test
  void takesNoReadingBackWhileTokensMove() throws Exception {
    proveAll();
    moveTokens();
    for (int reading = 2; reading <= 20; reading++) {
      for (int number = 0; number < ALL; number++) {
        KeyState read = keys.state(number, reading);
        verified.update(keys.token(number, 1), read);
        assertThat(find(number).state().isOlderThan(read)).isFalse();
        verified.update(keys.token(number, 1), keys.state(number, reading - 1));
        assertThat(find(number).state().isOlderThan(read)).isFalse();
        verified.put(keys.token(number, reading - 1));
        assertThat(find(number).state().isOlderThan(read)).isFalse();
      }
    }
    stopMoving();
  }

  @Test
  @Timeout(60)
  void mayBeAskedWhileOwnersAreForgotten() {
    proveAll();
    verified.forgetIf(
        owner -> {
          assertThat(verified.find(fingerprint(1))).isNotNull();
          verified.forgetIf(other -> false);
          return false;
        });
    assertThat(verified.size()).isGreaterThanOrEqualTo(ALL);
  }

  private void moveTokens() {
    for (int thread = 0; thread < 3; thread++) {
      movers.add(threads.submit(this::useAny));
    }
  }

  private void stopMoving() throws Exception {
    isOver.set(true);
    for (Future<?> mover : movers) {
      mover.get();
    }
  }

  private ProvenToken find(int number) {
    return requireNonNull(verified.find(fingerprint(number)));
  }

  private void useAny() {
    while (!isOver.get()) {
      verified.find(fingerprint(ThreadLocalRandom.current().nextInt(ALL)));
    }
  }

  private void proveAll() {
    for (int number = 0; number < ALL; number++) {
      verified.put(keys.token(number, 1));
    }
  }
}
