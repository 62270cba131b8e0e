package dev.sallyport.example.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sallyport.jdbc.TestDatabase;
import dev.sallyport.jdbc.TestServer;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tests the list of keys of the console over 100,000 keys on PostgreSQL. */
@Tag("slow")
class ConsolePostgresTest {
  private static final int KEYS = 100_000;
  private static final int VIEWS = 40;
  private static final String INSERT =
      """
      insert into sallyport_key (id, lookup_id, digest, account_id, user_id, name, description,
        scopes, tags, active, created_at, updated_at, version, networks, token_prefix, renewable,
        expiry_fixed)
      select cast(gen_random_uuid() as varchar), 'lookup-' || x, 'sha512$', '3141-5926-5359',
        'admin', 'service ' || x, 'of the warehouse', 'chat:read', 'prod', x %% 7 <> 0,
        now() - x * interval '1 second', now(), 0, '', 'sp_', false, false
      from generate_series(1, %d) x
      """
          .formatted(KEYS);

  @Test
  void readsListFromIndex() throws Exception {
    TestDatabase database = TestServer.POSTGRESQL.newDatabase();
    try (RunningExample example = RunningExample.on(database.settings())) {
      ConsoleClient console = new ConsoleClient(example.uri());
      console.signIn("admin", example.shown("password"));
      database.run(INSERT);
      database.run("vacuum analyze");
      long scansBefore = tableScans(database);
      long readsBefore = indexScans(database);
      for (int i = 0; i < VIEWS; i++) {
        assertThat(console.get("/keys").body()).contains("1 to 50 of more than 10,000 keys");
      }
      // The counters are reported later, all at once.
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> indexScans(database) >= readsBefore + 2 * VIEWS);
      assertThat(tableScans(database) - scansBefore)
          .as("keys are listed and counted in an index")
          .isLessThan(VIEWS / 2); // some ten of the overview are reported late too
    }
  }

  private static long tableScans(TestDatabase database) {
    return Long.parseLong(
        database.read("select seq_scan from pg_stat_user_tables where relname = 'sallyport_key'"));
  }

  private static long indexScans(TestDatabase database) {
    return Long.parseLong(
        database.read(
            "select idx_scan from pg_stat_user_indexes"
                + " where indexrelname = 'sallyport_key_newest'"));
  }
}
