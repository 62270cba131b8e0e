package dev.sallyport.internal.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.ObservedStore;
import dev.sallyport.Sallyport;
import dev.sallyport.SallyportFixture;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.memory.InMemoryBackend;
import dev.sallyport.spi.StoreException;
import dev.sallyport.token.Secret;
import dev.sallyport.token.TokenFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How old what is known of a key may be, and when it is loaded. */
@Timeout(120)
class StalenessTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final ExecutorService clients = Executors.newCachedThreadPool();
  private final CountDownLatch mayGoOn = new CountDownLatch(1);
  private SallyportFixture gate = new SallyportFixture(it -> it.storeTimeout(LONG));

  @AfterEach
  void close() {
    mayGoOn.countDown();
    clients.shutdownNow();
    gate.close();
  }

  @Test
  void readsAgainWhatWasBeingReadBeforeItWasWanted() throws Exception {
    Created created = gate.create();
    CountDownLatch hasRead = new CountDownLatch(1);
    gate.store.afterRead =
        () -> {
          hasRead.countDown();
          await(mayGoOn);
        };
    CompletableFuture<Boolean> early = later(() -> gate.opensTo(created.token()));
    hasRead.await();
    gate.store.afterRead = () -> {};
    gate.store.replace(created.key().deactivate()); // as another node would
    assertThat(gate.refusal(created.token())).isEqualTo(DenialReason.KEY_INACTIVE);
    mayGoOn.countDown();
    assertThat(early.get()).isTrue();
    assertThat(gate.refusal(created.token()))
        .as("what was read earlier does not replace what was read later")
        .isEqualTo(DenialReason.KEY_INACTIVE);
  }

  @Test
  void aStoreThatHangsHoldsNobodyUpForLong() throws Exception {
    gate.close();
    gate = new SallyportFixture(it -> it.storeTimeout(Duration.ofMillis(200)));
    Created proven = gate.create();
    Created unproven = gate.create();
    gate.opensTo(proven.token());
    gate.store.afterRead = () -> await(mayGoOn);
    gate.clock.advance(Duration.ofSeconds(10));
    for (int i = 0; i < 50; i++) {
      assertThat(gate.opensTo(proven.token())).as("by what was known").isTrue();
      assertThatThrownBy(() -> gate.check(unproven.token())).isInstanceOf(StoreException.class);
    }
    gate.store.afterRead = () -> {};
    mayGoOn.countDown();
    boolean isBack = false;
    while (!isBack) {
      try {
        isBack = gate.opensTo(unproven.token());
      } catch (StoreException e) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void aChangeHereIsNotOverruledByAnOutage() {
    Created created = gate.create();
    gate.opensTo(created.token());
    gate.sallyport.keys().deactivate(created.key().id());
    gate.store.down = true;
    assertThatThrownBy(() -> gate.check(created.token()))
        .as("what is known is known to be untrue")
        .isInstanceOf(StoreException.class);
  }

  @Test
  void warmsTheStoreUpWhenItIsTold() {
    ObservedStore store = new ObservedStore(new InMemoryBackend().tokens());
    try (Sallyport opened = Sallyport.builder(store, gate.owners).ignoreEnvironment().build()) {
      assertThat(store.reads).hasValue(0);
      opened.warmUp();
      assertThat(store.reads.get()).isPositive();
      assertThat(store.batches.get()).isPositive();
    }
  }

  @Test
  void goesOnThoughTheStoreIsDownOrHangs() {
    ObservedStore store = new ObservedStore(new InMemoryBackend().tokens());
    store.down = true;
    try (Sallyport opened = Sallyport.builder(store, gate.owners).ignoreEnvironment().build()) {
      opened.warmUp();
    }
    store.down = false;
    store.afterRead = () -> await(mayGoOn);
    Duration patience = Duration.ofMillis(5);
    try (Sallyport opened =
        Sallyport.builder(store, gate.owners).ignoreEnvironment().storeTimeout(patience).build()) {
      opened.warmUp();
    }
  }

  @Test
  void readsTheStateOfATokenThatWasForgottenAndProvenAgain() {
    gate.close();
    gate = new SallyportFixture(it -> it.maxStaleness(Duration.ofSeconds(100)));
    Created created = gate.create();
    gate.opensTo(created.token());
    gate.sallyport.ownersChanged(owner -> true);
    gate.opensTo(created.token());
    gate.clock.advance(Duration.ofSeconds(80));
    gate.store.replace(created.key().deactivate()); // as another node would
    while (gate.opensTo(created.token())) {
      Thread.onSpinWait();
    }
    assertThat(gate.refusal(created.token())).isEqualTo(DenialReason.KEY_INACTIVE);
  }

  @Test
  void forgetsNobodyOfMany() throws Exception {
    gate.close();
    gate = new SallyportFixture(it -> it.storeTimeout(LONG).maxStaleness(Duration.ZERO));
    List<Created> keys = Stream.generate(gate::create).limit(20).toList();
    List<CompletableFuture<Boolean>> answers = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      Secret token = keys.get(i % keys.size()).token();
      answers.add(later(() -> gate.opensTo(token)));
    }
    for (CompletableFuture<Boolean> answer : answers) {
      assertThat(answer.get()).isTrue();
    }
  }

  @Test
  void readsTheStateOfKeysInUseAgainAndAgainButNotOfThoseNotUsedAnyMore() {
    gate.close();
    gate = new SallyportFixture(it -> it.maxStaleness(Duration.ofSeconds(100)));
    Created used = gate.create();
    Created unused = gate.create();
    gate.opensTo(unused.token());
    for (int turn = 0; turn < 3; turn++) {
      gate.opensTo(used.token());
      int reads = gate.store.reads.get();
      gate.clock.advance(Duration.ofSeconds(80));
      while (gate.store.reads.get() == reads) {
        Thread.onSpinWait();
      }
    }
    gate.clock.advance(Duration.ofSeconds(25));
    do { // what was read is taken over a moment later
      gate.store.reads.set(0);
      assertThat(gate.opensTo(used.token())).isTrue();
    } while (gate.store.reads.get() > 0);
    assertThat(gate.opensTo(unused.token())).isTrue();
    assertThat(gate.store.reads).as("a request has to").hasValue(1);
  }

  @Test
  void readsTheStateOfAKeyInUseBeforeItIsTooOld() {
    gate.close();
    gate = new SallyportFixture(it -> it.maxStaleness(Duration.ofSeconds(100)));
    Created created = gate.create();
    gate.opensTo(created.token());
    gate.clock.advance(Duration.ofSeconds(80));
    gate.store.replace(created.key().deactivate()); // as another node would
    assertThat(gate.opensTo(created.token())).as("is fresh enough").isTrue();
    while (gate.opensTo(created.token())) {
      Thread.onSpinWait();
    }
    assertThat(gate.refusal(created.token())).isEqualTo(DenialReason.KEY_INACTIVE);
  }

  @Test
  void aClockThatWasSetBackMakesNothingFreshNeitherThenNorWhenItGetsThereAgain() {
    Created created = gate.create();
    gate.opensTo(created.token());
    gate.clock.advance(Duration.ofHours(-1));
    gate.store.reads.set(0);
    for (int i = 0; i < 10; i++) {
      assertThat(gate.opensTo(created.token())).isTrue();
    }
    assertThat(gate.store.reads).as("is read again, and remembered").hasValue(1);
    gate.clock.advance(Duration.ofSeconds(2));
    gate.store.replace(created.key().deactivate()); // as another node would
    assertThat(gate.refusal(created.token())).isEqualTo(DenialReason.KEY_INACTIVE);
    gate.clock.advance(Duration.ofHours(1).minusSeconds(3));
    assertThat(gate.refusal(created.token())).isEqualTo(DenialReason.KEY_INACTIVE);
  }

  @Test
  void aTokenThatWasRefusedMomentsAgoCostsNoRead() {
    Secret unknown = TokenFormat.sallyport("sp").generate();
    assertThat(gate.refusal(unknown)).isEqualTo(DenialReason.UNKNOWN_TOKEN);
    for (int i = 0; i < 100; i++) {
      assertThat(gate.refusal(unknown)).isEqualTo(DenialReason.UNKNOWN_TOKEN);
    }
    assertThat(gate.store.reads).hasValue(1);
    gate.clock.advance(Duration.ofSeconds(2));
    assertThat(gate.refusal(unknown)).isEqualTo(DenialReason.UNKNOWN_TOKEN);
    assertThat(gate.store.reads).hasValue(2);
  }

  @Test
  void aTokenThatWasRefusedIsLetInOnceItsKeyIsThere() {
    Created created = gate.create();
    gate.store.delete(created.key());
    assertThat(gate.refusal(created.token())).isEqualTo(DenialReason.UNKNOWN_TOKEN);
    gate.store.insert(created.key()); // as another node would
    gate.clock.advance(Duration.ofSeconds(2));
    assertThat(gate.opensTo(created.token())).isTrue();
    gate.sallyport.keys().delete(created.key().id());
    assertThat(gate.refusal(created.token())).isEqualTo(DenialReason.UNKNOWN_TOKEN);
    gate.store.insert(created.key());
    gate.create(); // any change of keys in this JVM
    assertThat(gate.opensTo(created.token())).isTrue();
  }

  private <T> CompletableFuture<T> later(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, clients);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
