package dev.sallyport.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sallyport.Sallyport;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An application whose JVM is killed while it changes keys. */
public abstract class CrashContract {
  private static final int WORKERS = 8;

  /**
   * With commits that reach the disk, as in production, so that kills also fall between a commit
   * and its response.
   */
  @Test
  @Tag("slow")
  final void acknowledgedChangesSurviveWithSlowCommits() throws Exception {
    try (OwnPostgres postgres = new OwnPostgres()) {
      acknowledgedChangesSurvive(postgres.database(), 3, 200);
    }
  }

  @Test
  final void acknowledgedChangesSurvive() throws Exception {
    acknowledgedChangesSurvive(TestServer.POSTGRESQL.newDatabase(), 1, 50);
  }

  private static void acknowledgedChangesSurvive(
      TestDatabase database, int rounds, int changesPerRound) throws Exception {
    database.migrate();
    Map<String, String> settings = Map.of("db-url", database.url(), "db-user", database.user());
    try (Sallyport sallyport = ConfiguredSallyport.with(settings)) {
      KeyWorker.createOwners(sallyport, WORKERS * rounds);
      KeyJournal journal = new KeyJournal();
      for (int round = 0; round < rounds; round++) {
        runUntilKilled(database, journal, round * WORKERS, changesPerRound);
        awaitEndOfTransactions(database);
        journal.requireStoredIn(sallyport);
      }
    }
  }

  private static void runUntilKilled(
      TestDatabase database, KeyJournal journal, int firstWorker, int changes) throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            CrashingApplication.class.getName(),
            database.url(),
            database.user(),
            String.valueOf(firstWorker),
            String.valueOf(WORKERS));
    Process application = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    int enough = journal.size() + changes;
    try (BufferedReader output = application.inputReader(UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        read(line, journal);
        if (journal.size() == enough) {
          application.toHandle().destroyForcibly(); // its output stays readable
        }
      }
    } finally {
      application.destroyForcibly().waitFor();
    }
    assertThat(journal.size()).isGreaterThanOrEqualTo(enough);
  }

  private static void read(String line, KeyJournal journal) throws IOException {
    if (!line.endsWith(CrashingApplication.END)) {
      return; // killed while it wrote the line
    }
    String entry = line.substring(0, line.length() - CrashingApplication.END.length());
    if (entry.startsWith(CrashingApplication.DONE)) {
      journal.done(KeyChange.parse(entry.substring(CrashingApplication.DONE.length())));
    } else if (entry.startsWith(CrashingApplication.BEGUN)) {
      journal.begun(KeyChange.parse(entry.substring(CrashingApplication.BEGUN.length())));
    } else {
      throw new IOException("Unexpected output of the application: " + line);
    }
  }

  /** The server may still be executing the last statements. */
  private static void awaitEndOfTransactions(TestDatabase database) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                database
                    .read(
                        "select count(*) from pg_stat_activity where state <> 'idle'"
                            + " and datname = current_database() and pid <> pg_backend_pid()")
                    .equals("0"));
  }
}
