package dev.sallyport.internal.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.ObservedStore;
import dev.sallyport.Sallyport;
import dev.sallyport.SallyportFixture;
import dev.sallyport.authentication.AuthenticationResult;
import dev.sallyport.authentication.AuthenticationResult.Denied;
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

/** Tests of the age of cached keys, and of when they are loaded. */
@Timeout(120)
class StalenessTest {

  private final ExecutorService clients = Executors.newCachedThreadPool();
  private final CountDownLatch mayGoOn = new CountDownLatch(1);
  private SallyportFixture fixture = new SallyportFixture(it -> it.setting("store-timeout", "1m"));

  @AfterEach
  void close() {
    mayGoOn.countDown();
    clients.shutdownNow();
    fixture.close();
  }

  @Test
  void doesNotUseLoadsThatBeganBeforeTheRequest() throws Exception {
    Created created = fixture.create();
    CountDownLatch hasRead = new CountDownLatch(1);
    fixture.store.afterRead =
        () -> {
          hasRead.countDown();
          await(mayGoOn);
        };
    CompletableFuture<Boolean> early = later(() -> fixture.opensTo(created.token()));
    hasRead.await();
    fixture.store.afterRead = () -> {};
    fixture.store.replace(created.key().deactivate()); // as another node would
    assertThat(fixture.refusal(created.token())).isEqualTo(DenialReason.KEY_INACTIVE);
    mayGoOn.countDown();
    assertThat(early.get()).isTrue();
    assertThat(fixture.refusal(created.token()))
        .as("an earlier load does not replace a later one")
        .isEqualTo(DenialReason.KEY_INACTIVE);
  }

  @Test
  void aHangingStoreBlocksRequestsOnlyBriefly() throws Exception {
    fixture.close();
    fixture = new SallyportFixture(it -> it.setting("store-timeout", "200ms"));
    Created verified = fixture.create();
    Created beforeVerification = fixture.create();
    fixture.opensTo(verified.token());
    fixture.store.afterRead = () -> await(mayGoOn);
    fixture.clock.advance(Duration.ofSeconds(10));
    for (int i = 0; i < 50; i++) {
      assertThat(fixture.opensTo(verified.token())).as("from the cache").isTrue();
      assertThatThrownBy(() -> fixture.check(beforeVerification.token()))
          .isInstanceOf(StoreException.class);
    }
    fixture.store.afterRead = () -> {};
    mayGoOn.countDown();
    boolean isBack = false;
    while (!isBack) {
      try {
        isBack = fixture.opensTo(beforeVerification.token());
      } catch (StoreException e) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void aLocalChangeAppliesDuringAnOutage() {
    Created created = fixture.create();
    fixture.opensTo(created.token());
    fixture.sallyport.keys().deactivate(created.key().id());
    fixture.store.down = true;
    assertThatThrownBy(() -> fixture.check(created.token()))
        .as("the cached state is invalidated")
        .isInstanceOf(StoreException.class);
  }

  @Test
  void verificationsWaitForTheWarmUp() {
    ObservedStore store = new ObservedStore(new InMemoryBackend().keys());
    Secret unknown = TokenFormat.sallyport("sp").generate();
    try (Sallyport opened = Sallyport.builder(store, fixture.owners).ignoreEnvironment().build()) {
      assertThat(store.reads).hasValue(0);
      store.afterRead = () -> await(mayGoOn);
      opened.warmUp();
      CompletableFuture<AuthenticationResult> verified =
          CompletableFuture.supplyAsync(() -> opened.authenticator().authenticate(unknown));
      assertThat(verified).isNotDone();
      mayGoOn.countDown();
      assertThat(verified.join()).isInstanceOf(Denied.class);
      assertThat(store.batches.get()).as("of the warm-up only").isPositive();
    }
  }

  @Test
  void warmUpToleratesAnUnavailableStore() {
    ObservedStore store = new ObservedStore(new InMemoryBackend().keys());
    Secret unknown = TokenFormat.sallyport("sp").generate();
    store.down = true;
    try (Sallyport opened = Sallyport.builder(store, fixture.owners).ignoreEnvironment().build()) {
      opened.warmUp();
      assertThatThrownBy(() -> opened.authenticator().authenticate(unknown))
          .isInstanceOf(StoreException.class);
      store.down = false;
      assertThat(opened.authenticator().authenticate(unknown)).isInstanceOf(Denied.class);
    }
  }

  @Test
  void warmUpToleratesAStoreThatHangs() {
    ObservedStore store = new ObservedStore(new InMemoryBackend().keys());
    store.afterRead = () -> await(mayGoOn);
    try (Sallyport opened =
        Sallyport.builder(store, fixture.owners)
            .ignoreEnvironment()
            .setting("store-timeout", "5ms")
            .build()) {
      opened.warmUp();
      assertThatThrownBy(
              () -> opened.authenticator().authenticate(TokenFormat.sallyport("sp").generate()))
          .isInstanceOf(StoreException.class);
    }
  }

  @Test
  void refreshesATokenThatWasEvictedAndVerifiedAgain() {
    fixture.close();
    fixture = new SallyportFixture(it -> it.setting("max-staleness", "100s"));
    Created created = fixture.create();
    fixture.opensTo(created.token());
    fixture.sallyport.invalidateOwners(owner -> true);
    fixture.opensTo(created.token());
    fixture.clock.advance(Duration.ofSeconds(80));
    fixture.store.replace(created.key().deactivate()); // as another node would
    while (fixture.opensTo(created.token())) {
      Thread.onSpinWait();
    }
    assertThat(fixture.refusal(created.token())).isEqualTo(DenialReason.KEY_INACTIVE);
  }

  @Test
  void refreshesAllOfManyKeys() throws Exception {
    fixture.close();
    fixture =
        new SallyportFixture(it -> it.setting("store-timeout", "1m").setting("max-staleness", "0"));
    List<Created> keys = Stream.generate(fixture::create).limit(20).toList();
    List<CompletableFuture<Boolean>> answers = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      Secret token = keys.get(i % keys.size()).token();
      answers.add(later(() -> fixture.opensTo(token)));
    }
    for (CompletableFuture<Boolean> answer : answers) {
      assertThat(answer.get()).isTrue();
    }
  }

  @Test
  void refreshesOnlyKeysInUse() {
    fixture.close();
    fixture = new SallyportFixture(it -> it.setting("max-staleness", "100s"));
    Created used = fixture.create();
    Created unused = fixture.create();
    fixture.opensTo(unused.token());
    for (int turn = 0; turn < 3; turn++) {
      fixture.opensTo(used.token());
      int reads = fixture.store.reads.get();
      fixture.clock.advance(Duration.ofSeconds(80));
      while (fixture.store.reads.get() == reads) {
        Thread.onSpinWait();
      }
    }
    fixture.clock.advance(Duration.ofSeconds(25));
    do { // the loaded state is applied asynchronously
      fixture.store.reads.set(0);
      assertThat(fixture.opensTo(used.token())).isTrue();
    } while (fixture.store.reads.get() > 0);
    assertThat(fixture.opensTo(unused.token())).isTrue();
    assertThat(fixture.store.reads).as("a request loads it").hasValue(1);
  }

  @Test
  void refreshesAKeyInUseBeforeItIsStale() {
    fixture.close();
    fixture = new SallyportFixture(it -> it.setting("max-staleness", "100s"));
    Created created = fixture.create();
    fixture.opensTo(created.token());
    fixture.clock.advance(Duration.ofSeconds(80));
    fixture.store.replace(created.key().deactivate()); // as another node would
    assertThat(fixture.opensTo(created.token())).as("is fresh enough").isTrue();
    while (fixture.opensTo(created.token())) {
      Thread.onSpinWait();
    }
    assertThat(fixture.refusal(created.token())).isEqualTo(DenialReason.KEY_INACTIVE);
  }

  @Test
  void aClockThatIsSetBackMakesNothingFresh() {
    Created created = fixture.create();
    fixture.opensTo(created.token());
    fixture.clock.advance(Duration.ofHours(-1));
    fixture.store.reads.set(0);
    for (int i = 0; i < 10; i++) {
      assertThat(fixture.opensTo(created.token())).isTrue();
    }
    assertThat(fixture.store.reads).as("is loaded again and cached").hasValue(1);
    fixture.clock.advance(Duration.ofSeconds(2));
    fixture.store.replace(created.key().deactivate()); // as another node would
    assertThat(fixture.refusal(created.token())).isEqualTo(DenialReason.KEY_INACTIVE);
    fixture.clock.advance(Duration.ofHours(1).minusSeconds(3));
    assertThat(fixture.refusal(created.token())).isEqualTo(DenialReason.KEY_INACTIVE);
  }

  @Test
  void aRecentlyRejectedTokenCausesNoRead() {
    Secret unknown = TokenFormat.sallyport("sp").generate();
    assertThat(fixture.refusal(unknown)).isEqualTo(DenialReason.UNKNOWN_TOKEN);
    for (int i = 0; i < 100; i++) {
      assertThat(fixture.refusal(unknown)).isEqualTo(DenialReason.UNKNOWN_TOKEN);
    }
    assertThat(fixture.store.reads).hasValue(1);
    fixture.clock.advance(Duration.ofSeconds(2));
    assertThat(fixture.refusal(unknown)).isEqualTo(DenialReason.UNKNOWN_TOKEN);
    assertThat(fixture.store.reads).hasValue(2);
  }

  @Test
  void aRejectedTokenWorksOnceItsKeyExists() {
    Created created = fixture.create();
    fixture.store.delete(created.key());
    assertThat(fixture.refusal(created.token())).isEqualTo(DenialReason.UNKNOWN_TOKEN);
    fixture.store.insert(created.key()); // as another node would
    fixture.clock.advance(Duration.ofSeconds(2));
    assertThat(fixture.opensTo(created.token())).isTrue();
    fixture.sallyport.keys().delete(created.key().id());
    assertThat(fixture.refusal(created.token())).isEqualTo(DenialReason.UNKNOWN_TOKEN);
    fixture.store.insert(created.key());
    fixture.create(); // any change of keys in this JVM
    assertThat(fixture.opensTo(created.token())).isTrue();
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
