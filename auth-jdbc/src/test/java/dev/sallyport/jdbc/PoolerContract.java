package dev.sallyport.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sallyport.Sallyport;
import dev.sallyport.authentication.AuthenticationResult.Authenticated;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two nodes that reach PostgreSQL over PgBouncer in transaction mode, by {@code db-url} alone. No
 * statement that a driver prepared on a connection may be expected to be there in the next
 * transaction.
 */
@Tag("servers")
public abstract class PoolerContract {
  private static final int WORKERS = 8;
  private static final int CHANGES = 500;

  @Test
  final void nodesChangeAndUseKeys() throws Exception {
    try (PgBouncer pooler = new PgBouncer(TestServer.POSTGRESQL.newDatabase());
        Sallyport one = open(pooler);
        Sallyport other = open(pooler)) {
      KeyWorker.createOwners(one, WORKERS);
      KeyJournal journal = new KeyJournal();
      ExecutorService threads = Executors.newFixedThreadPool(WORKERS);
      try {
        List<Future<?>> work = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
          Sallyport node = i % 2 == 0 ? one : other;
          work.add(threads.submit(new KeyWorker(i, node.keys(), journal::begun, journal::done)));
        }
        await()
            .atMost(Duration.ofMinutes(2))
            .failFast("a change failed", () -> work.stream().anyMatch(Future::isDone))
            .until(() -> journal.size() >= CHANGES);
      } finally {
        threads.shutdownNow();
      }
      await().atMost(Duration.ofMinutes(1)).until(threads::isTerminated);
      journal.requireStoredIn(other);
      for (int i = 0; i < WORKERS; i++) {
        Created created = (Created) one.keys().create(CreateKeyRequest.of(KeyWorker.owner(i), "k"));
        assertThat(other.authenticator().authenticate(created.token()))
            .isInstanceOf(Authenticated.class);
      }
    }
  }

  private static Sallyport open(PgBouncer pooler) {
    TestDatabase database = pooler.database();
    return ConfiguredSallyport.with(
        Map.of(
            "db-url",
            database.url(),
            "db-user",
            database.user(),
            "schema",
            "migrate",
            "digest",
            "sha512"));
  }
}
