package dev.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.cli.TestDatabase.NewKey;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeleteKeyTest {
  @TempDir Path folder;
  @AutoClose private TestDatabase database = TestDatabase.empty(Path.of("unused"));

  @BeforeEach
  void createOwner() {
    database = TestDatabase.withOwner(folder);
  }

  @Test
  void deletesWhenYesIsTyped() {
    NewKey key = database.createKey("--name", "ci");
    ScriptedTerminal terminal = new ScriptedTerminal("yes");

    Cli.Run run = database.cli().asking(terminal, "keys", "delete", key.id());

    assertThat(run.exitCode()).isZero();
    assertThat(terminal.questions()).singleElement().asString().contains(key.id(), "ci", "yes");
    assertThat(database.query("select id from sallyport_key")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"no", "y", "", "yes please"})
  void deletesNothingWhenAnythingElseIsTyped(String answer) {
    NewKey key = database.createKey();

    Cli.Run run = database.cli().asking(new ScriptedTerminal(answer), "keys", "delete", key.id());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).isEqualTo("Error: not confirmed; nothing was deleted.\n");
    assertThat(database.query("select id from sallyport_key")).containsExactly(key.id());
  }

  @Test
  void deletesNothingAtTheEndOfInput() {
    NewKey key = database.createKey();

    Cli.Run run = database.cli().asking(new ScriptedTerminal(), "keys", "delete", key.id());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(database.query("select id from sallyport_key")).containsExactly(key.id());
  }

  @Test
  void deletesNothingWithoutATerminal() {
    NewKey key = database.createKey();

    Cli.Run run = database.cli().piped("yes\n", "keys", "delete", key.id());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("--yes");
    assertThat(database.query("select id from sallyport_key")).containsExactly(key.id());
  }

  @Test
  void doesNotPromptForAMissingKey() {
    ScriptedTerminal terminal = new ScriptedTerminal("yes");

    Cli.Run run =
        database.cli().asking(terminal, "keys", "delete", "4f5e1d9c-2b6a-4c8f-9d3e-7a1b0c2d3e4f");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(terminal.questions()).isEqualTo(List.of());
  }
}
