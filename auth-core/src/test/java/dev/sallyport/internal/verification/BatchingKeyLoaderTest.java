package dev.sallyport.internal.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.ObservedStore;
import dev.sallyport.SettableClock;
import dev.sallyport.internal.store.StoreExecutor;
import dev.sallyport.internal.verification.BatchingKeyLoader.LoadedKey;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.KeyWithOwnerStatus;
import dev.sallyport.key.Owner;
import dev.sallyport.memory.InMemoryBackend;
import dev.sallyport.spi.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchingKeyLoaderTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Owner OWNER = new Owner("3141-5926-5359", "admin");
  private static final Instant CREATED = Instant.parse("2026-11-28T12:00:00.123456Z");

  private final ObservedStore store = new ObservedStore(new InMemoryBackend().keys());
  private final ExecutorService clients = Executors.newCachedThreadPool();
  private final Set<Thread> clientThreads = ConcurrentHashMap.newKeySet();
  private final CountDownLatch mayGoOn = new CountDownLatch(1);

  @AfterEach
  void close() {
    mayGoOn.countDown();
    clients.shutdownNow();
  }

  @Test
  void loadsWaitingKeysInOneBatch() throws Exception {
    List<ApiKey> keys = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      keys.add(create());
    }
    try (StoreExecutor executor = new StoreExecutor(1, LONG, () -> {})) {
      BatchingKeyLoader loader = loader(executor);
      List<CompletableFuture<LoadedKey>> loads = new ArrayList<>();
      holdUp(executor);
      keys.forEach(key -> loads.add(later(() -> loader.load(key.lookup()))));
      keys.forEach(key -> loads.add(later(() -> loader.load(key.lookup()))));
      awaitClients(loads.size());
      mayGoOn.countDown();
      for (int i = 0; i < loads.size(); i++) {
        assertThat(stored(loads.get(i)).map(KeyWithOwnerStatus::key))
            .contains(keys.get(i % keys.size()));
      }
    }
    assertThat(store.reads).as("one batch").hasValue(1);
  }

  @Test
  void anUnreadableKeyDoesNotAffectOthers() throws Exception {
    ApiKey good = create();
    ApiKey broken = create();
    store.brokenLookup = broken.lookup();
    try (StoreExecutor executor = new StoreExecutor(1, LONG, () -> {})) {
      BatchingKeyLoader loader = loader(executor);
      holdUp(executor);
      CompletableFuture<LoadedKey> ofGood = later(() -> loader.load(good.lookup()));
      CompletableFuture<LoadedKey> ofBroken = later(() -> loader.load(broken.lookup()));
      awaitClients(2);
      mayGoOn.countDown();
      assertThat(stored(ofGood).map(KeyWithOwnerStatus::key)).contains(good);
      assertThatThrownBy(ofBroken::get).hasCauseInstanceOf(StoreException.class);
    }
    assertThat(store.batches).as("both in one batch").hasValue(1);
  }

  @Test
  void loadsSeveralBatchesWhileAnotherLoadHangs() throws Exception {
    CountDownLatch isLoadedKey = new CountDownLatch(1);
    try (StoreExecutor executor = new StoreExecutor(2, LONG, () -> {})) {
      BatchingKeyLoader loader = loader(executor);
      store.afterRead =
          () -> {
            isLoadedKey.countDown();
            await(mayGoOn);
          };
      wantInPassing(loader, "first");
      isLoadedKey.await();
      store.afterRead = () -> {};
      CountDownLatch mayReadOn = new CountDownLatch(1);
      executor.submit(() -> await(mayReadOn));
      for (int i = 0; i < 8 * BatchingKeyLoader.MAX_BATCH + 1; i++) {
        wantInPassing(loader, "k" + i);
      }
      CompletableFuture<LoadedKey> caller = later(() -> loader.load("k0"));
      awaitClients(1);
      mayReadOn.countDown();
      while (store.batches.get() < 8) {
        Thread.onSpinWait();
      }
      assertThat(stored(caller)).isEmpty();
      mayGoOn.countDown();
    }
  }

  @Test
  void loadsWhileTwoLoadsHang() throws Exception {
    Duration timeout = Duration.ofMillis(200);
    ApiKey key = create();
    try (StoreExecutor executor = new StoreExecutor(StoreExecutor.THREADS, timeout, () -> {})) {
      BatchingKeyLoader loader = loader(executor);
      store.afterRead = () -> await(mayGoOn);
      for (String lookup : List.of("one", "other")) {
        assertThatThrownBy(() -> loader.load(lookup)).isInstanceOf(StoreException.class);
      }
      store.afterRead = () -> {};
      for (int i = 0; i < 10; i++) {
        assertThat(loader.load(key.lookup()).stored()).isNotNull();
      }
      mayGoOn.countDown();
    }
  }

  @Test
  void anErrorStopsNeitherTheLoadNorTheLoader() throws Exception {
    ApiKey key = create();
    try (StoreExecutor executor = new StoreExecutor(2, LONG, () -> {})) {
      BatchingKeyLoader loader = loader(executor);
      store.afterRead =
          () -> {
            throw new StackOverflowError("of a test");
          };
      for (int i = 0; i < 5; i++) {
        assertThatThrownBy(() -> loader.load(key.lookup()))
            .isInstanceOf(StoreException.class)
            .hasCauseInstanceOf(StackOverflowError.class);
      }
      store.afterRead = () -> {};
      assertThat(loader.load(key.lookup()).stored()).isNotNull();
    }
  }

  /** Requests a key without waiting for it. */
  private static void wantInPassing(BatchingKeyLoader loader, String lookup) {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> loader.load(lookup)).isInstanceOf(StoreException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  private BatchingKeyLoader loader(StoreExecutor executor) {
    return new BatchingKeyLoader(store, executor, new InvalidationVersions(), new SettableClock());
  }

  /** Occupies the only thread that could read. */
  private void holdUp(StoreExecutor executor) {
    CountDownLatch begun = new CountDownLatch(1);
    executor.submit(
        () -> {
          begun.countDown();
          await(mayGoOn);
        });
    await(begun);
  }

  /** Waits until the given number of clients wait for the store, their only timed wait. */
  private void awaitClients(int howMany) {
    long waiting = 0;
    while (waiting < howMany) {
      waiting =
          clientThreads.stream().filter(it -> it.getState() == Thread.State.TIMED_WAITING).count();
    }
  }

  private ApiKey create() {
    UUID id = UUID.randomUUID();
    ApiKey key =
        ApiKey.builder(id, id.toString().substring(24), "digest", OWNER, "ci", CREATED).build();
    store.insert(key);
    return key;
  }

  private static Optional<KeyWithOwnerStatus> stored(CompletableFuture<LoadedKey> load)
      throws Exception {
    return Optional.ofNullable(load.get().stored());
  }

  private <T> CompletableFuture<T> later(Supplier<T> work) {
    return CompletableFuture.supplyAsync(
        () -> {
          clientThreads.add(Thread.currentThread());
          return work.get();
        },
        clients);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
