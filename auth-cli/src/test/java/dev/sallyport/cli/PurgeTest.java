package dev.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.cli.TestDatabase.NewKey;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PurgeTest {
  @TempDir Path folder;
  @AutoClose private TestDatabase database = TestDatabase.empty(Path.of("unused"));
  private NewKey endless = new NewKey("", "");
  private NewKey lately = new NewKey("", "");
  private NewKey longAgo = new NewKey("", "");

  @BeforeEach
  void createKeys() {
    database = TestDatabase.withOwner(folder);
    endless = database.createKey();
    lately = database.createKey("--expires=1h");
    longAgo = database.createKey("--expires=1h");
    expire(lately, "1");
    expire(longAgo, "100");
  }

  @Test
  void deletesKeysThatExpiredLongAgo() {
    Cli.Run run = database.cli().ok("keys", "purge", "--older-than=90d", "--yes");

    assertThat(run.out()).isEqualTo("Deleted 1 key that expired more than 90d ago.\n");
    assertThat(ids()).containsExactlyInAnyOrder(endless.id(), lately.id());
    assertThat(database.cli().ok("audit", "list", "--key", longAgo.id()).out())
        .containsPattern("key\\.(purged|deleted)");
    assertThat(database.cli().ok("keys", "purge", "--older_than", "90d", "-y").out())
        .isEqualTo("Deleted 0 keys that expired more than 90d ago.\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0d", "0"})
  void deletesAllExpiredKeys(String nothing) {
    Cli.Run run = database.cli().ok("keys", "purge", "--older-than", nothing, "--yes");

    assertThat(run.out()).isEqualTo("Deleted 2 keys that expired.\n");
    assertThat(ids()).containsExactly(endless.id());
  }

  @Test
  void promptsForConfirmation() {
    ScriptedTerminal no = new ScriptedTerminal("y");
    ScriptedTerminal yes = new ScriptedTerminal(" YES ");

    Cli.Run cancelled = database.cli().asking(no, "keys", "purge", "--older-than=0d");
    assertThat(cancelled.exitCode()).isEqualTo(1);
    assertThat(cancelled.err()).isEqualTo("Error: not confirmed; nothing was deleted.\n");
    assertThat(ids()).hasSize(3);

    assertThat(database.cli().asking(yes, "keys", "purge", "--older-than=90d").exitCode()).isZero();
    assertThat(yes.questions())
        .containsExactly(
            "Delete all keys that expired more than 90d ago permanently? Type yes to confirm:");
    assertThat(ids()).hasSize(2);
  }

  @Test
  void deletesNothingWithoutATerminal() {
    Cli.Run run = database.cli().piped("yes\n", "keys", "purge", "--older-than=0d");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("--yes").hasLineCount(1);
    assertThat(ids()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--yes", "--older-than=90", "--older-than=-1d", "--older-than=soon"})
  void requiresAValidAge(String option) {
    Cli.Run run = database.cli().run("keys", "purge", option);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--older-than").hasLineCount(1);
    assertThat(ids()).hasSize(3);
  }

  private void expire(NewKey key, String daysAgo) {
    database.execute(
        "update sallyport_key set expires_at = dateadd('day', -%s, current_timestamp) where id = '%s'"
            .formatted(daysAgo, key.id()));
  }

  private Iterable<String> ids() {
    return database.query("select id from sallyport_key");
  }
}
