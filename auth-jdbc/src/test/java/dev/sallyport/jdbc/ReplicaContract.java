package dev.sallyport.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sallyport.Sallyport;
import dev.sallyport.authentication.AuthenticationResult;
import dev.sallyport.authentication.AuthenticationResult.Authenticated;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.spi.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A PostgreSQL server that is killed under load, and its replica, which takes its place. */
@Tag("servers")
public abstract class ReplicaContract {
  private static final int WORKERS = 8;
  private static final int CHANGES = 200;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Test
  final void aPromotedReplicaHasAllAcknowledgedChanges() throws Exception {
    try (OwnPostgres primary = new OwnPostgres();
        OwnPostgres replica = primary.startReplica();
        Sallyport sallyport = open(primary, replica)) {
      KeyWorker.createOwners(sallyport, 2 * WORKERS);
      KeyJournal journal = new KeyJournal();
      Created active = create(sallyport);
      Created revoked = create(sallyport);
      assertThat(authenticate(sallyport, revoked)).isInstanceOf(Authenticated.class);
      sallyport.keys().deactivate(revoked.key().id());
      ExecutorService threads = Executors.newCachedThreadPool();
      try {
        Future<?> client = threads.submit(() -> useBoth(sallyport, active, revoked));
        List<Future<?>> work = change(threads, sallyport, journal, 0);
        await().atMost(PATIENCE).until(() -> journal.size() >= CHANGES);
        primary.kill();
        for (Future<?> worker : work) {
          worker.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        replica.promote();
        await()
            .atMost(PATIENCE)
            .ignoreExceptionsInstanceOf(StoreException.class)
            .untilAsserted(() -> journal.requireStoredIn(sallyport));
        change(threads, sallyport, journal, WORKERS);
        await().atMost(PATIENCE).until(() -> journal.size() >= 2 * CHANGES);
        assertThat(client).as("requests meanwhile").isNotDone();
      } finally {
        threads.shutdownNow();
      }
      await().atMost(PATIENCE).until(threads::isTerminated);
      journal.requireStoredIn(sallyport);
    }
  }

  private static List<Future<?>> change(
      ExecutorService threads, Sallyport sallyport, KeyJournal journal, int first) {
    List<Future<?>> work = new ArrayList<>();
    for (int i = first; i < first + WORKERS; i++) {
      work.add(threads.submit(new KeyWorker(i, sallyport.keys(), journal::begun, journal::done)));
    }
    return work;
  }

  /** Returns when a request has another result than without the failover. */
  private static void useBoth(Sallyport sallyport, Created active, Created revoked) {
    boolean isRight = true;
    while (isRight && !Thread.currentThread().isInterrupted()) {
      isRight =
          authenticate(sallyport, active) instanceof Authenticated
              && !isAuthenticated(sallyport, revoked);
    }
  }

  /** While the database is away, a key that was revoked is not known at all. */
  private static boolean isAuthenticated(Sallyport sallyport, Created key) {
    try {
      return authenticate(sallyport, key) instanceof Authenticated;
    } catch (StoreException e) {
      return false;
    }
  }

  private static AuthenticationResult authenticate(Sallyport sallyport, Created key) {
    return sallyport.authenticator().authenticate(key.token());
  }

  private static Created create(Sallyport sallyport) {
    return (Created) sallyport.keys().create(CreateKeyRequest.of(KeyWorker.owner(0), "a key"));
  }

  private static Sallyport open(OwnPostgres primary, OwnPostgres replica) {
    String url = "jdbc:postgresql://%s,%s/postgres".formatted(host(replica), host(primary));
    return ConfiguredSallyport.with(
        Map.of("db-url", url, "db-user", "postgres", "schema", "migrate", "digest", "sha512"));
  }

  private static String host(OwnPostgres server) {
    return server.database().url().replaceFirst("jdbc:postgresql://([^/]+)/.*", "$1");
  }
}
