package dev.sallyport.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.key.ApiKey;
import dev.sallyport.spi.ApiKeyStore;
import dev.sallyport.spi.Backend;
import dev.sallyport.spi.KeyChanges;
import dev.sallyport.testkit.TestKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** Two nodes that record uses of the same keys while these are changed and deleted. */
@Tag("slow")
public abstract class UsesOnTwoNodesContract {
  private static final int THREADS_OF_A_NODE = 64;
  private static final int KEYS = 600;
  private static final int KEYS_AT_ONCE = 300;
  private static final int CHANGES = 100;

  private final TestStore store;

  /** Creates the contract of a store. */
  protected UsesOnTwoNodesContract(TestStore store) {
    this.store = store;
  }

  @ParameterizedTest
  @ArgumentsSource(TestServers.class)
  final void areAllRecordedWithoutUndoingOtherChanges(TestServer server) throws Exception {
    TestDatabase database = server.migratedDatabase();
    List<ApiKey> keys = Stream.generate(TestKeys::key).limit(KEYS).toList();
    try (Backend one = pooled(database);
        Backend other = pooled(database)) {
      one.keys().apply(new KeyChanges(List.of(), List.of(), keys, null, List.of()));
      Map<UUID, Instant> latest = new ConcurrentHashMap<>();
      List<Callable<Boolean>> work = new ArrayList<>();
      for (int i = 0; i < THREADS_OF_A_NODE; i++) {
        work.add(() -> recordUses(one.keys(), keys, latest));
        work.add(() -> recordUses(other.keys(), keys, latest));
      }
      List<ApiKey> deactivated = keys.subList(0, CHANGES);
      List<ApiKey> deleted = keys.subList(CHANGES, 2 * CHANGES);
      work.add(() -> deactivated.stream().allMatch(key -> one.keys().replace(key.deactivate())));
      work.add(() -> deleted.stream().allMatch(other.keys()::delete));
      assertThat(atOnce(work)).doesNotContain(false);

      for (ApiKey key : keys) {
        Optional<ApiKey> stored = one.keys().findById(key.id());
        ApiKey used = key.toBuilder().lastUsedAt(latest.get(key.id())).build();
        if (deleted.contains(key)) {
          assertThat(stored).isEmpty();
        } else if (deactivated.contains(key)) {
          assertThat(stored).contains(used.deactivate().toBuilder().version(1).build());
        } else {
          assertThat(stored).contains(used);
        }
      }
    }
  }

  private static boolean recordUses(
      ApiKeyStore store, List<ApiKey> keys, Map<UUID, Instant> latest) {
    RandomGenerator random = RandomGenerator.getDefault();
    Map<UUID, Instant> uses = new HashMap<>();
    while (uses.size() < KEYS_AT_ONCE) {
      UUID key = keys.get(random.nextInt(KEYS)).id();
      uses.put(key, TestKeys.NOW.plusNanos(1000L * random.nextInt(60_000_000)));
    }
    uses.forEach((key, at) -> latest.merge(key, at, (a, b) -> a.isBefore(b) ? b : a));
    store.recordUse(uses);
    return true;
  }

  private static List<Boolean> atOnce(List<Callable<Boolean>> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(work.size());
    try {
      List<Boolean> results = new ArrayList<>();
      for (Future<Boolean> result : threads.invokeAll(work)) {
        results.add(result.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  private Backend pooled(TestDatabase database) {
    return store.pooled(database.dataSource(), 10, Duration.ofMinutes(1));
  }
}
