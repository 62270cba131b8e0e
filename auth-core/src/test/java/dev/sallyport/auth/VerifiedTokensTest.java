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

class VerifiedTokensTest {
  private static final int AT_HAND = 100;
  private static final int ALL = 1000;

  private final Changes changes = new Changes();
  private final NumberedKeys keys = new NumberedKeys();
  private final VerifiedTokens verified =
      new VerifiedTokens(2 * ALL, AT_HAND, changes, token -> {});
  private final ExecutorService threads = Executors.newFixedThreadPool(4);

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
    assertThat(verified.size()).isBetween((long) ALL, ALL + AT_HAND * 2L);
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
    AtomicBoolean isOver = new AtomicBoolean();
    List<Future<?>> users = new ArrayList<>();
    for (int thread = 0; thread < 3; thread++) {
      users.add(threads.submit(() -> useAnyUntil(isOver)));
    }
    for (int number = 0; number < 10; number++) {
      Owner changed = owner(number);
      verified.forgetIf(changed::equals);
      for (int other = 0; other < ALL; other++) {
        if (owner(other).equals(changed)) {
          assertThat(verified.find(fingerprint(other))).isNull();
        }
      }
    }
    isOver.set(true);
    for (Future<?> user : users) {
      user.get();
    }
    assertThat(verified.size()).isZero();
  }

  private ProvenToken find(int number) {
    return requireNonNull(verified.find(fingerprint(number)));
  }

  private void useAnyUntil(AtomicBoolean isOver) {
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
