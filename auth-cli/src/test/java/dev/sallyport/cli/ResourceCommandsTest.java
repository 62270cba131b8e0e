package dev.sallyport.cli;

import static dev.sallyport.cli.TestDatabase.ACCOUNT;
import static dev.sallyport.cli.TestDatabase.args;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.cli.TestDatabase.NewKey;
import dev.sallyport.cli.output.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceCommandsTest {
  private static final String OTHER = "1111-2222-3333";
  private static final String ABSENT_KEY = "4f5e1d9c-2b6a-4c8f-9d3e-7a1b0c2d3e4f";
  private static final String[] BOT = {"--account-number", ACCOUNT, "--name", "sales-bot"};
  private static final String[] BOT_OF_OTHER = {"--account-number", OTHER, "--name", "sales-bot"};

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
            "--username=eve",
            "--staff",
            "--no-password");
  }

  @Test
  void createsListsAndDeletesResources() {
    Cli cli = database.cli();

    assertThat(cli.ok(args("resources", "create", BOT)).out())
        .isEqualTo("Created resource llm-client/sales-bot of account " + ACCOUNT + ".\n");
    cli.ok(
        args(
            "resources", "create", "--account-number", ACCOUNT, "--type=plugin", "--name=weather"));

    assertThat(list())
        .isEqualTo(
            """
        RESOURCE              BOUND KEYS
        llm-client/sales-bot  -
        plugin/weather        -
        """);
    ScriptedTerminal terminal = new ScriptedTerminal("yes");
    assertThat(cli.asking(terminal, args("resources", "delete", BOT)).out())
        .isEqualTo("Deleted resource llm-client/sales-bot.\n");
    assertThat(terminal.questions())
        .containsExactly(
            "Delete resource llm-client/sales-bot (no bound keys) permanently?"
                + " Type yes to confirm:");
    assertThat(list()).doesNotContain("sales-bot").contains("plugin/weather");
    assertThat(cli.ok("resources", "list", "--account-number", OTHER).err())
        .isEqualTo("No resources found.\n");
  }

  @Test
  void addsAndRemovesABinding() {
    Cli cli = database.cli();
    NewKey key = database.createKey();
    cli.ok(args("resources", "create", BOT));

    Cli.Run bound = cli.ok(args("add_api_key", BOT, "--key_id", key.id(), "--type=llm-client"));
    Cli.Run again = cli.ok(args("bindings", "add", BOT, "--key-id", key.id()));
    JsonNode listed =
        cli.ok("resources", "list", "--account-number", ACCOUNT, "--format=json").json();
    Cli.Run undone = cli.ok(args("bindings", "remove", BOT, "--key-id", key.id()));
    Cli.Run undoneAgain = cli.ok(args("bindings", "remove", BOT, "--key-id", key.id()));

    String start = "API key " + key.id();
    String end = " resource llm-client/sales-bot.\n";
    assertThat(bound.out()).isEqualTo(start + " is now bound to" + end);
    assertThat(bound.err()).isEmpty();
    assertThat(again.out()).isEqualTo(start + " was already bound to" + end);
    assertThat(undone.out()).isEqualTo(start + " is no longer bound to" + end);
    assertThat(undone.err())
        .startsWith("No key is bound to the resource now")
        .contains("unbound-resources");
    assertThat(undoneAgain.out()).isEqualTo(start + " was not bound to" + end);
    JsonNode resource = listed.path("items").path(0);
    assertThat(resource.path("type").asText()).isEqualTo("llm-client");
    assertThat(resource.path("name").asText()).isEqualTo("sales-bot");
    assertThat(resource.path("groupIds").path(0).asText()).isEqualTo(key.id());
  }

  @Test
  void createsAResourceWithBoundKeys() {
    Cli cli = database.cli();
    NewKey key = database.createKey();
    Cli.Run absent =
        cli.run(args("resources", "create", BOT, "--key", "4f5e1d9c-2b6a-4c8f-9d3e-7a1b0c2d3e4f"));
    assertThat(absent.exitCode()).isEqualTo(ExitCode.DENIED);
    assertThat(list()).doesNotContain("sales-bot");
    cli.ok(args("resources", "create", BOT, "--key", key.id()));
    assertThat(list()).contains(key.id());
  }

  @Test
  void appliesABindingToSuccessors() {
    Cli cli = database.cli();
    NewKey key = database.createKey();
    cli.ok(args("resources", "create", BOT));
    cli.ok(args("bindings", "add", BOT, "--key-id", key.id()));
    String successor =
        cli.ok("keys", "rotate", key.id(), "--format=json").json().at("/key/id").asText();

    assertThat(cli.ok(args("bindings", "add", BOT, "--key-id", successor)).out())
        .contains("was already bound");
    assertThat(cli.ok("keys", "show", successor).out()).contains("group        " + key.id());
    assertThat(cli.ok("keys", "show", successor, "--format=json").json().path("groupId").asText())
        .isEqualTo(key.id());
    assertThat(list()).contains(key.id()).doesNotContain(successor);
  }

  @Test
  void keepsTheBindingOfADeletedKey() {
    Cli cli = database.cli();
    NewKey key = database.createKey();
    cli.ok(args("resources", "create", BOT));
    cli.ok(args("bindings", "add", BOT, "--key-id", key.id()));

    cli.ok("keys", "deactivate", key.id());
    cli.ok("keys", "delete", "--yes", key.id());

    assertThat(list()).contains(key.id());
  }

  /** G-03: responses do not disclose the resources and keys of other accounts. */
  @ParameterizedTest
  @ValueSource(strings = {"bindings add", "bindings remove"})
  void doesNotDistinguishForeignFromMissing(String command) {
    Cli cli = database.cli();
    NewKey foreign = database.createKey();
    Cli.Run absentResource =
        cli.run(args(command.split(" "), BOT_OF_OTHER, "--key-id", foreign.id()));
    cli.ok(args("resources", "create", BOT));
    Cli.Run foreignResource =
        cli.run(args(command.split(" "), BOT_OF_OTHER, "--key-id", foreign.id()));
    cli.ok("resources", "create", "--account-number", OTHER, "--name=own");
    String[] own = {"--account-number", OTHER, "--name=own"};
    Cli.Run foreignKey = cli.run(args(command.split(" "), own, "--key-id", foreign.id()));
    Cli.Run absentKey = cli.run(args(command.split(" "), own, "--key-id", ABSENT_KEY));

    assertThat(foreignResource).isEqualTo(absentResource);
    assertThat(absentResource.exitCode()).isEqualTo(1);
    assertThat(absentResource.err())
        .isEqualTo(
            "Error: resource llm-client/sales-bot not found in account 1111-2222-3333; 'sallyport"
                + " resources list' shows its resources.\n");
    assertThat(absentKey.exitCode()).isEqualTo(1);
    assertThat(absentKey.err())
        .isEqualTo(
            "Error: API key "
                + ABSENT_KEY
                + " not found in account 1111-2222-3333; 'sallyport keys list' shows its keys.\n");
    assertThat(foreignKey.err().replace(foreign.id(), ABSENT_KEY)).isEqualTo(absentKey.err());
    assertThat(list()).doesNotContain(foreign.id());
  }

  @Test
  void doesNotDeleteForeignResources() {
    Cli cli = database.cli();
    Cli.Run absent = cli.run(args("resources", "delete", BOT_OF_OTHER, "--yes"));
    cli.ok(args("resources", "create", BOT));
    ScriptedTerminal terminal = new ScriptedTerminal("yes");

    Cli.Run foreign = cli.asking(terminal, args("resources", "delete", BOT_OF_OTHER));

    assertThat(foreign).isEqualTo(absent);
    assertThat(foreign.exitCode()).isEqualTo(1);
    assertThat(terminal.questions()).isEmpty();
    assertThat(list()).contains("sales-bot");
  }

  @Test
  void deletesNothingWithoutConfirmation() {
    Cli cli = database.cli();
    cli.ok(args("resources", "create", BOT));

    assertThat(cli.run(args("resources", "delete", BOT)).err()).contains("--yes");
    assertThat(cli.asking(new ScriptedTerminal("no"), args("resources", "delete", BOT)).exitCode())
        .isEqualTo(1);
    assertThat(list()).contains("sales-bot");
  }

  @Test
  void rejectsTakenNamesAndMissingAccounts() {
    Cli cli = database.cli();
    cli.ok(args("resources", "create", BOT));

    assertThat(cli.run(args("resources", "create", BOT)).err())
        .isEqualTo("Error: the resource name llm-client/sales-bot is taken.\n");
    assertThat(cli.run(args("resources", "create", BOT_OF_OTHER)).exitCode()).isEqualTo(1);
    assertThat(cli.run("resources", "create", "--account-number=0000-0000-0000", "--name=x").err())
        .contains("account 0000-0000-0000 not found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "resources create --account-number \u0007 --name x",
        "resources create --account-number 1111-2222-3333 --name a/b",
        "resources create --account-number 1111-2222-3333 --name x --type Bot",
        "resources create --account-number 1111-2222-3333",
        "resources list --account-number \u0007",
        "audit list --resource bot"
      })
  void rejectsMalformedValues(String command) {
    Cli.Run run = database.cli().run(command.split(" "));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).hasLineCount(1);
  }

  private String list() {
    return database.cli().ok("resources", "list", "--account-number", ACCOUNT).out();
  }
}
