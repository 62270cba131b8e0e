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
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandTreeTest {
  private final Cli cli = new Cli();

  @Test
  void printsHelpWithExitCodes() {
    Cli.Run run = cli.run("--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("create-api-key", "import-knox", "whoami", "Exit codes:", "sallyport migrate")
        .contains("3   the database or the server is unavailable")
        .doesNotContain(FailureReporter.STACK_TRACE);
    assertThat(cli.run("help").out()).isEqualTo(run.out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create-api-key",
        "list",
        "show",
        "activate",
        "deactivate",
        "toggle",
        "rename",
        "describe",
        "rotate",
        "delete",
        "purge",
        "create-resource",
        "delete-resource",
        "list-resources",
        "add-api-key",
        "remove-api-key",
        "create-account",
        "create-user",
        "list-accounts",
        "list-users",
        "activate-account",
        "deactivate-account",
        "activate-user",
        "deactivate-user",
        "promote-user",
        "demote-user",
        "delete-user",
        "delete-account",
        "set-password",
        "audit",
        "audit list",
        "audit verify",
        "scan",
        "scanner-rules",
        "import-knox",
        "migrate",
        "whoami",
        "generate-completion",
        "help"
      })
  void printsHelpWithExamplesForEveryCommand(String command) {
    String[] words = command.split(" ");
    Cli.Run run = cli.ok(args("help", words));

    assertThat(run.out())
        .contains("Usage: sallyport " + command, "Examples:", "sallyport " + command, "--help");
    assertThat(run.lines()).allMatch(line -> line.length() <= 100);
    assertThat(cli.ok(args(words, "-h")).out()).isEqualTo(run.out());
    assertThat(cli.ok(args("help", command.replace('-', '_').split(" "))).out())
        .isEqualTo(run.out());
  }

  @Test
  void printsTheVersion() {
    assertThat(cli.run("--version").out()).startsWith("sallyport ");
  }

  @Test
  void requiresACommand() {
    Cli.Run run = cli.run();

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo("Error: no command given; run 'sallyport --help' to list the commands.\n");
  }

  @Test
  void requiresACommandOfAudit() {
    Cli.Run run = cli.run("audit");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo("Error: no command given; run 'sallyport audit --help' to list the commands.\n");
    assertThat(cli.run("audit", "lst").err())
        .isEqualTo(
            "Error: unknown command 'lst'; did you mean 'list'? See 'sallyport audit --help'.\n");
  }

  @Test
  void rejectsHelpForUnknownCommands() {
    assertThat(cli.run("help", "lst").err())
        .isEqualTo("Error: unknown command 'lst'; did you mean 'list'? See 'sallyport --help'.\n");
    assertThat(cli.run("help", "audit", "lst").exitCode()).isEqualTo(2);
    assertThat(cli.run("help", "audit", "list", "more").exitCode()).isEqualTo(2);
  }

  @Test
  void acceptsAReasonForEveryChange() {
    Map<String, CommandLine> commands = new TreeMap<>();
    collect("", tree().getSubcommands(), commands);

    assertThat(commands).hasSize(39);
    assertThat(commands.values())
        .allMatch(it -> it.getCommandSpec().optionsMap().containsKey("--help"))
        .allMatch(it -> it.getCommandSpec().optionsMap().containsKey(FailureReporter.STACK_TRACE));
    commands.values().removeIf(it -> it.getCommandSpec().optionsMap().containsKey("--reason"));
    assertThat(commands)
        .containsOnlyKeys(
            "audit",
            "audit list",
            "audit verify",
            "generate-completion",
            "help",
            "list",
            "list-accounts",
            "list-resources",
            "list-users",
            "migrate",
            "scanner-rules",
            "show",
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
            Optional.empty(),
            Screen.NONE,
            Clock.systemUTC(),
            new Operator("tester", "")));
  }

  @Test
  void theHelpListsAllCommandsWhateverFollows() {
    assertThat(cli.ok("--help", "list").out()).contains("list", "create-api-key", "whoami");
  }

  @Test
  void everyCommandHasTheNameThatItIsRegisteredBy() {
    assertThat(tree().getSubcommands())
        .allSatisfy((name, command) -> assertThat(command.getCommandName()).isEqualTo(name));
  }

  @Test
  void suggestsSimilarNames() {
    assertThat(cli.run("creat-api-key").err())
        .isEqualTo(
            "Error: unknown command 'creat-api-key'; did you mean 'create-api-key'? See 'sallyport"
                + " --help'.\n");
    assertThat(cli.run("list", "--acount-number=1").err())
        .contains("unknown option '--acount-number'; did you mean '--account-number'?");
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
          {"list", "--x" + token},
          {"show", "a", token}
        }) {
      Cli.Run run = cli.run(args);
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).doesNotContain(token).hasLineCount(1);
    }
  }

  @Test
  void printsACompletionScript() {
    Cli.Run run = cli.run("generate-completion");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("complete -F _complete_sallyport", "create-api-key", "--account-number")
        .contains("audit", "verify", "--anchor", "deactivate-user", "--reason")
        .contains("--url", "--insecure-http", "--sort", "last-used", "yaml")
        .contains("remove-api-key", "scan", "--deactivate", "scanner-rules", "--network");
  }

  @Test
  void printsStackTracesWithoutMessages() {
    Cli.Run run = cli.run("list", "--stack-trace");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("dev.sallyport.cli.output.UsageException\n", "    at dev.sallyport")
        .endsWith(
            "Error: no database or server given: use --db-url JDBC_URL or SALLYPORT_DB_URL for a"
                + " database, or --url URL or SALLYPORT_URL for a server.\n");
  }

  @Test
  void runsInsideAnotherProgram() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);

    int exitCode =
        Main.run(stream, stream, InputStream.nullInputStream(), Map.of(), "generate_completion");

    assertThat(exitCode).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("sallyport");
  }
}
