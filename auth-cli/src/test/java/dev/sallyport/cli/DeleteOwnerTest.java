package dev.sallyport.cli;

import static dev.sallyport.cli.TestDatabase.ACCOUNT;
import static dev.sallyport.cli.TestDatabase.args;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeleteOwnerTest {
  private static final String OTHER = "1111-2222-3333";

  @TempDir Path folder;
  @AutoClose private TestDatabase database = TestDatabase.empty(Path.of("unused"));

  @BeforeEach
  void createOwners() {
    database = TestDatabase.withOwner(folder);
    database.cli().ok("accounts", "create", "--account-number", OTHER);
    database
        .cli()
        .ok(
            "users",
            "create",
            "--account-number",
            OTHER,
            "--username",
            "ada",
            "--staff",
            "--no-password");
    database.cli().ok("keys", "create", "--account-number", OTHER, "--username", "ada");
  }

  @Test
  void deletesAUserWithItsKeysWhenYesIsTyped() {
    ScriptedTerminal terminal = new ScriptedTerminal("yes");

    Cli.Run run = database.cli().asking(terminal, "users", "delete", "ada");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEqualTo("Deleted user ada@1111-2222-3333; keys deleted: 1.\n");
    assertThat(terminal.questions()).singleElement().asString().contains("ada@" + OTHER, "keys");
    assertThat(database.query("select user_id from sallyport_user where user_id = 'ada'"))
        .isEmpty();
    assertThat(database.query("select id from sallyport_key where user_id = 'ada'")).isEmpty();
    assertThat(database.cli().ok("audit", "list", "--user=ada@" + OTHER).out())
        .contains("user.deleted");
  }

  @Test
  void deletesAnAccountWithItsUsersAndKeys() {
    Cli.Run run = database.cli().ok("accounts", "delete", OTHER, "--yes", "--reason=moved");

    assertThat(run.out())
        .isEqualTo(
            "Deleted account %s; users deleted: 1, keys: 1, resources: 0.\n".formatted(OTHER));
    assertThat(database.query("select account_id from sallyport_account"))
        .contains(ACCOUNT)
        .doesNotContain(OTHER);
    assertThat(database.query("select id from sallyport_key where user_id = 'ada'")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"users delete,ada", "accounts delete," + OTHER})
  void deletesNothingWithoutConfirmation(String command, String name) {
    Cli.Run cancelled =
        database.cli().asking(new ScriptedTerminal("no"), args(command.split(" "), name));
    Cli.Run piped = database.cli().piped("yes\n", args(command.split(" "), name));

    assertThat(cancelled.exitCode()).isEqualTo(1);
    assertThat(cancelled.err()).isEqualTo("Error: not confirmed; nothing was deleted.\n");
    assertThat(piped.exitCode()).isEqualTo(1);
    assertThat(piped.err()).contains("--yes");
    assertThat(database.query("select id from sallyport_key where user_id = 'ada'")).hasSize(1);
    assertThat(database.query("select active from sallyport_user where user_id = 'ada'"))
        .containsExactly("TRUE");
  }

  @ParameterizedTest
  @CsvSource({"users delete,unknown,user", "accounts delete,0000-0000-0000,account"})
  void reportsAMissingOwner(String command, String name, String kind) {
    Cli.Run run = database.cli().run(args(command.split(" "), name, "--yes"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("Error: %s %s not found".formatted(kind, name));
  }
}
