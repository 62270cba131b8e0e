package dev.sallyport.cli;

import static dev.sallyport.cli.TestDatabase.args;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.context.Operator;
import dev.sallyport.cli.context.Output;
import dev.sallyport.cli.output.Screen;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandTreeTest {
  private final Cli cli = new Cli();

  @Test
  void printsAShortHelp() {
    Cli.Run run = cli.run("--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("keys ", "import ", "whoami ", "Exit codes:", "sallyport migrate")
        .contains("3 database or server unavailable")
        .doesNotContain(FailureReporter.STACK_TRACE, "create-api-key");
    assertThat(run.lines()).hasSizeLessThan(50);
    assertThat(cli.run("help").out()).isEqualTo(run.out());
    assertThat(cli.ok().out()).isEqualTo(run.out());
    assertThat(cli.ok("--help", "keys").out()).isEqualTo(run.out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "keys",
        "keys list",
        "keys create",
        "keys show",
        "keys find",
        "keys edit",
        "keys rotate",
        "keys activate",
        "keys deactivate",
        "keys toggle",
        "keys delete",
        "keys purge",
        "resources",
        "resources list",
        "resources create",
        "resources delete",
        "bindings",
        "bindings add",
        "bindings remove",
        "accounts",
        "accounts list",
        "accounts create",
        "accounts activate",
        "accounts deactivate",
        "accounts delete",
        "users",
        "users list",
        "users create",
        "users activate",
        "users deactivate",
        "users promote",
        "users demote",
        "users set-password",
        "users delete",
        "audit",
        "audit list",
        "audit verify",
        "scan",
        "scanner-rules",
        "whoami",
        "login",
        "logout",
        "status",
        "migrate",
        "import",
        "completion",
        "connection"
      })
  void printsHelpWithExamplesForEveryCommand(String command) {
    String[] words = command.split(" ");
    Cli.Run run = cli.ok(args("help", words));

    assertThat(run.out()).contains("Usage: sallyport ", "Examples:", "  sallyport " + command);
    assertThat(run.lines()).allMatch(line -> line.length() <= 100);
    assertThat(cli.ok(args(words, "-h")).out()).isEqualTo(run.out());
    assertThat(cli.ok(args("help", command.replace('-', '_').split(" "))).out())
        .isEqualTo(run.out());
  }

  @Test
  void helpOfACommandIsShortAndThatOfTheConnectionIsATopic() {
    assertThat(cli.ok("keys", "show", "--help").lines()).hasSizeLessThan(20);
    assertThat(cli.ok("keys", "show", "--help").out())
        .contains("Usage: sallyport keys show [OPTIONS] KEY", "see 'sallyport help connection'")
        .doesNotContain("--db-url", "--key-id");
    assertThat(cli.ok("help", "connection").out())
        .contains("--db-url", "--url", "SALLYPORT_API_KEY", "--set");
    assertThat(cli.ok("keys").out())
        .isEqualTo(cli.ok("keys", "--help").out())
        .contains("Usage: sallyport keys", "rotate ", "Replace a key by a successor");
  }

  @Test
  void printsTheVersion() {
    assertThat(cli.run("--version").out()).startsWith("sallyport ");
  }

  @ParameterizedTest
  @CsvSource({
    "list-keys, keys list",
    "keys-list, keys list",
    "list_keys, keys list",
    "list, keys list",
    "ls, keys list",
    "revoke, keys deactivate",
    "revoke 4f5e1d9c, keys deactivate",
    "create key, keys create",
    "create-key, keys create",
    "new token, keys create",
    "create-user, users create",
    "user create, users create",
    "key, keys",
    "tokens, keys",
    "add-binding, bindings add",
    "login-now, -",
    "config, login",
    "import-knox, import",
    "set-password, users set-password",
    "keyz, keys",
    "migrat, migrate",
    "export, -",
    "report, -",
    "log, audit",
    "log list, audit",
    "log-list, -",
    "log-in, login",
    "log in, login",
    "log in now, login",
    "log-out, logout",
    "log out, logout",
    "sign-in, login",
    "describe, keys show",
    "keys describe, keys show",
    "set-password ada, users set-password",
    "nothing, -",
    "keys lst, keys list",
    "keys revoke, keys deactivate",
    "keys rm, keys delete",
    "keys rename, keys edit",
    "bindings rm, bindings remove",
    "bindings new, bindings add",
    "audit lst, audit list",
    "audit nothing, -"
  })
  void suggestsWhatIsMeantOrNothing(String typed, String meant) {
    Cli.Run run = cli.run(typed.split(" "));

    assertThat(run.exitCode()).isEqualTo(2);
    if (meant.equals("-")) {
      assertThat(run.err()).doesNotContain("did you mean");
    } else {
      assertThat(run.err()).contains("; did you mean '" + meant + "'? See 'sallyport");
    }
    assertThat(cli.run(args("help", typed.split(" "))).err()).isEqualTo(run.err());
  }

  @ParameterizedTest
  @CsvSource({
    "keys list --acount=1, --account",
    "keys list --acount-number=1, -",
    "keys list --zzz, -",
    "keys rotate ci --overlp=1d, --overlap"
  })
  void suggestsOptionsWithinASmallEditDistance(String typed, String meant) {
    Cli.Run run = cli.run(typed.split(" "));

    assertThat(run.exitCode()).isEqualTo(2);
    if (meant.equals("-")) {
      assertThat(run.err()).doesNotContain("did you mean");
    } else {
      assertThat(run.err()).contains("; did you mean '" + meant + "'? See 'sallyport");
    }
  }

  @Test
  void namesWhatIsMissingInOneStyle() {
    assertThat(cli.run("scan").err())
        .isEqualTo("Error: PATH is missing; see 'sallyport scan --help'.\n");
    assertThat(cli.run("keys", "purge").err())
        .isEqualTo("Error: --older-than is missing; see 'sallyport keys purge --help'.\n");
    assertThat(cli.run("keys", "show").err())
        .isEqualTo("Error: KEY is missing; 'sallyport keys list' shows all keys.\n");
    assertThat(cli.run("users", "activate").err())
        .isEqualTo("Error: USER is missing; see 'sallyport users activate --help'.\n");
  }

  @Test
  void acceptsAReasonForEveryChange() {
    Map<String, CommandLine> commands = new TreeMap<>();
    collect("", tree().getSubcommands(), commands);

    assertThat(commands).hasSize(48);
    assertThat(commands.values())
        .allMatch(it -> it.getCommandSpec().optionsMap().containsKey("--help"))
        .allMatch(it -> it.getCommandSpec().optionsMap().containsKey(FailureReporter.STACK_TRACE));
    commands.values().removeIf(it -> it.getCommandSpec().optionsMap().containsKey("--reason"));
    assertThat(commands)
        .containsOnlyKeys(
            "accounts",
            "accounts list",
            "audit",
            "audit list",
            "audit verify",
            "bindings",
            "completion",
            "connection",
            "help",
            "keys",
            "keys find",
            "keys list",
            "keys show",
            "login",
            "logout",
            "migrate",
            "resources",
            "resources list",
            "scanner-rules",
            "status",
            "users",
            "users list",
            "whoami");
  }

  private static void collect(
      String prefix, Map<String, CommandLine> from, Map<String, CommandLine> to) {
    from.forEach(
        (name, command) -> {
          to.put(prefix + name, command);
          collect(name + " ", command.getSubcommands(), to);
        });
  }

  private static CommandLine tree() {
    Output output = new Output(new PrintStream(new ByteArrayOutputStream()), System.err);
    return CommandTree.build(
        new CliContext(
            output,
            InputStream.nullInputStream(),
            Map.of(),
            Optional::empty,
            () -> Screen.NONE,
            Clock.systemUTC(),
            new Operator("tester", "")));
  }

  @Test
  void everyCommandHasTheNameThatItIsRegisteredBy() {
    Map<String, CommandLine> commands = new TreeMap<>();
    collect("", tree().getSubcommands(), commands);

    assertThat(commands)
        .allSatisfy(
            (path, command) ->
                assertThat(command.getCommandName())
                    .isEqualTo(path.substring(path.lastIndexOf(' ') + 1)));
  }

  @Test
  void doesNotPrintArgumentsThatMayBeSecrets() {
    String token = "sp_" + "A1".repeat(30);

    for (String[] args :
        new String[][] {
          {token},
          {"help", token},
          {"audit", token},
          {"whoami", token},
          {"keys", token},
          {"keys", "list", "--x" + token},
          {"keys", "show", token},
          {"keys", "show", "a", token}
        }) {
      Cli.Run run = cli.run(args);
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).doesNotContain(token).hasLineCount(1);
    }
  }

  @Test
  void printsACompletionScript() {
    Cli.Run run = cli.run("completion");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("complete -F _complete_sallyport", "rotate", "--account")
        .contains("audit", "verify", "--anchor", "promote", "--reason")
        .contains("--url", "--insecure-http", "--sort", "last-used", "yaml")
        .contains("bindings", "scan", "--deactivate", "scanner-rules", "--network");
  }

  @Test
  void printsStackTracesWithoutMessages() {
    Cli.Run run = cli.run("keys", "list", "--stack-trace");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("dev.sallyport.cli.output.UsageException\n", "    at dev.sallyport")
        .endsWith(
            "Error: no database or server given: use --db-url JDBC_URL or SALLYPORT_DB_URL for a"
                + " database, or 'sallyport login' or --url URL for a server.\n");
  }

  @Test
  void runsInsideAnotherProgram() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);

    int exitCode = Main.run(stream, stream, InputStream.nullInputStream(), Map.of(), "completion");

    assertThat(exitCode).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("sallyport");
  }
}
