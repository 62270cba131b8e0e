package dev.sallyport.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sallyport.Sallyport;
import dev.sallyport.jdbc.connection.DriverDataSource;
import dev.sallyport.jdbc.connection.JdbcUrl;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.KeyWithOwnerStatus;
import dev.sallyport.spi.ApiKeyStore;
import dev.sallyport.spi.Backend;
import dev.sallyport.spi.StoreException;
import dev.sallyport.testkit.TestKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A PostgreSQL server that stops responding or is killed while it is used. */
@Tag("slow")
public abstract class OutageContract {
  private static final Duration DB_TIMEOUT = Duration.ofSeconds(1);
  private static final int SOCKET_TIMEOUT_SECONDS = 2;

  /** Timeout for a connection plus timeout for a response, doubled because machines may be busy. */
  private static final Duration BOUND =
      DB_TIMEOUT.plusSeconds(SOCKET_TIMEOUT_SECONDS).multipliedBy(2);

  /** Recovery time stated by the setting db-timeout, doubled. */
  private static final Duration RECOVERY = Duration.ofSeconds(10);

  private static final int THREADS = 64;
  private static final int WORKERS = 8;
  private static final int ROUNDS = 3;
  private static final int CHANGES_PER_ROUND = 100;

  private final TestStore store;

  /** Creates the contract of a store. */
  protected OutageContract(TestStore store) {
    this.store = store;
  }

  @Test
  final void testServerCommitsToDisk() throws Exception {
    try (OwnPostgres postgres = new OwnPostgres()) {
      TestDatabase database = postgres.database();
      assertThat(database.read("show synchronous_commit")).isEqualTo("on");
      assertThat(database.read("show fsync")).isEqualTo("on");
    }
  }

  @Test
  final void callsFailWithinTheirTimeoutWhileTheServerIsHalted() throws Exception {
    try (OwnPostgres postgres = new OwnPostgres();
        Backend backend = pooled(postgres)) {
      ApiKey key = TestKeys.key();
      ApiKeyStore store = backend.keys();
      store.insert(key);
      postgres.halt();
      requireAllFail(store, key);
      requireAllFail(store, key);
      postgres.resume();
      awaitAnswer(store, key);
      assertThat(store.replace(key.deactivate())).isTrue();
    }
  }

  @Test
  final void waitingCallsSucceedWhenAHaltedServerResumes() throws Exception {
    try (OwnPostgres postgres = new OwnPostgres();
        Backend backend = pooled(postgres)) {
      ApiKey key = TestKeys.key();
      ApiKeyStore store = backend.keys();
      store.insert(key);
      postgres.halt();
      Future<Optional<KeyWithOwnerStatus>> found =
          CompletableFuture.supplyAsync(() -> store.findByLookup(key.lookup()));
      postgres.resume();
      assertThat(found.get(BOUND.toSeconds(), TimeUnit.SECONDS)).isPresent();
    }
  }

  @Test
  final void recoversWhenAKilledServerReturns() throws Exception {
    try (OwnPostgres postgres = new OwnPostgres();
        Backend backend = pooled(postgres)) {
      ApiKey key = TestKeys.key();
      ApiKeyStore store = backend.keys();
      store.insert(key);
      postgres.kill();
      requireAllFail(store, key);
      postgres.restart();
      awaitAnswer(store, key);
      assertThat(store.replace(key.deactivate())).isTrue();
    }
  }

  @Test
  final void acknowledgedChangesSurviveWhenTheServerIsKilledUnderLoad() throws Exception {
    try (OwnPostgres postgres = new OwnPostgres();
        Sallyport sallyport = ConfiguredSallyport.with(settings(postgres))) {
      KeyWorker.createOwners(sallyport, WORKERS * ROUNDS);
      KeyJournal journal = new KeyJournal();
      for (int round = 0; round < ROUNDS; round++) {
        killUnderLoad(postgres, sallyport, journal, round * WORKERS);
        postgres.restart();
        await()
            .atMost(RECOVERY)
            .ignoreExceptionsInstanceOf(StoreException.class)
            .untilAsserted(() -> journal.requireStoredIn(sallyport));
      }
    }
  }

  private static void killUnderLoad(
      OwnPostgres postgres, Sallyport sallyport, KeyJournal journal, int firstWorker)
      throws Exception {
    int enough = journal.size() + CHANGES_PER_ROUND;
    ExecutorService threads = Executors.newFixedThreadPool(WORKERS);
    try {
      List<Future<?>> work = new ArrayList<>();
      for (int i = 0; i < WORKERS; i++) {
        work.add(
            threads.submit(
                new KeyWorker(firstWorker + i, sallyport.keys(), journal::begun, journal::done)));
      }
      await().atMost(Duration.ofMinutes(1)).until(() -> journal.size() >= enough);
      postgres.kill();
      for (Future<?> worker : work) {
        worker.get(BOUND.toSeconds(), TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void requireAllFail(ApiKeyStore store, ApiKey key) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> reads = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        reads.add(threads.submit(() -> store.findByLookup(key.lookup())));
      }
      for (Future<?> read : reads) {
        assertThatThrownBy(() -> read.get(BOUND.toSeconds(), TimeUnit.SECONDS))
            .isInstanceOf(ExecutionException.class)
            .hasCauseInstanceOf(StoreException.class);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void awaitAnswer(ApiKeyStore store, ApiKey key) {
    await()
        .atMost(RECOVERY)
        .ignoreExceptionsInstanceOf(StoreException.class)
        .until(() -> store.findByLookup(key.lookup()).isPresent());
  }

  private Backend pooled(OwnPostgres postgres) {
    postgres.database().migrate();
    TestDatabase database = withSocketTimeout(postgres);
    JdbcUrl url = new JdbcUrl(database.url());
    Properties properties = url.driverDefaults(DB_TIMEOUT);
    properties.setProperty("user", database.user());
    return store.pooled(DriverDataSource.of(url, properties), 10, DB_TIMEOUT);
  }

  private static Map<String, String> settings(OwnPostgres postgres) {
    TestDatabase database = withSocketTimeout(postgres);
    return Map.of(
        "db-url",
        database.url(),
        "db-user",
        database.user(),
        "db-timeout",
        DB_TIMEOUT.toSeconds() + "s",
        "schema",
        "migrate",
        "digest",
        "sha512");
  }

  private static TestDatabase withSocketTimeout(OwnPostgres postgres) {
    return postgres.database().with("&socketTimeout=" + SOCKET_TIMEOUT_SECONDS);
  }
}
