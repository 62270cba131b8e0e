package dev.sallyport.cli;

import dev.sallyport.cli.audit.AuditLogCommand;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.input.DurationConverter;
import dev.sallyport.cli.key.ActivateKey;
import dev.sallyport.cli.key.CreateApiKey;
import dev.sallyport.cli.key.DeactivateKey;
import dev.sallyport.cli.key.DeleteKey;
import dev.sallyport.cli.key.DescribeKey;
import dev.sallyport.cli.key.ListKeys;
import dev.sallyport.cli.key.Purge;
import dev.sallyport.cli.key.RenameKey;
import dev.sallyport.cli.key.RotateKey;
import dev.sallyport.cli.key.ShowKey;
import dev.sallyport.cli.key.ToggleKey;
import dev.sallyport.cli.key.WhoamiCommand;
import dev.sallyport.cli.knox.ImportKnox;
import dev.sallyport.cli.output.UsageException;
import dev.sallyport.cli.owner.ChangeOwner;
import dev.sallyport.cli.owner.CreateAccount;
import dev.sallyport.cli.owner.CreateUser;
import dev.sallyport.cli.owner.DeleteOwner;
import dev.sallyport.cli.owner.ListAccounts;
import dev.sallyport.cli.owner.ListUsers;
import dev.sallyport.cli.owner.OwnerChange;
import dev.sallyport.cli.owner.SetPassword;
import dev.sallyport.cli.resource.AddApiKey;
import dev.sallyport.cli.resource.CreateResource;
import dev.sallyport.cli.resource.DeleteResource;
import dev.sallyport.cli.resource.ListResources;
import dev.sallyport.cli.resource.RemoveApiKey;
import dev.sallyport.cli.scan.Scan;
import dev.sallyport.cli.scan.ScannerRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The command with its subcommands, wired to where they run. */
@Command(
    name = CommandTree.NAME,
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Version.class,
    header = "API keys for Jakarta Servlet applications, from the command line.",
    description = {
      "",
      "The first steps, here on an H2 database in a file:",
      "",
      "  export SALLYPORT_DB_URL=\"jdbc:h2:file:./keys/sallyport;AUTO_SERVER=TRUE\"",
      "  sallyport migrate",
      "  sallyport create-account --account-number 3141-5926-5359 --name Example",
      "  sallyport create-user --account-number 3141-5926-5359 --username admin --staff",
      "  sallyport create-api-key --account-number 3141-5926-5359 --username admin",
      "",
      "The same through a server that has an AdminServlet, with a key that holds admin:*:",
      "",
      "  export SALLYPORT_URL=https://api.example.com/admin",
      "  read -rs SALLYPORT_API_KEY && export SALLYPORT_API_KEY",
      "  sallyport list",
      "",
      "Results go to standard output; notes and errors go to standard error. Every setting of the"
          + " filter that concerns keys counts here too: as a flag or --set name=value, as an"
          + " environment variable SALLYPORT_*, or as a system property sallyport.*; the flag wins."
          + " Through a server, its own settings count."
          + " Underscores do as well as hyphens: create_api_key --account_number.",
      ""
    },
    commandListHeading = "%nCommands:%n",
    exitCodeListHeading = "%nExit codes:%n",
    footer = {"", "'sallyport help COMMAND' explains a command, with examples."},
    exitCodeList = {
      "0:done",
      "1:refused, or not found",
      "2:an argument or a setting is wrong",
      "3:the database or the server is unavailable",
      "4:a fault of this command"
    },
    sortOptions = false)
final class CommandTree implements Callable<Integer> {
  static final String NAME = CliContext.COMMAND;

  private CommandTree() {}

  // Made for each command: picocli keeps in them what it has parsed.

  private static OptionSpec help() {
    return OptionSpec.builder("-h", "--help")
        .usageHelp(true)
        .order(1000)
        .description("Show this help.")
        .build();
  }

  private static OptionSpec version() {
    return OptionSpec.builder("-V", "--version")
        .versionHelp(true)
        .description("Show the version.")
        .build();
  }

  private static OptionSpec stackTrace() {
    return OptionSpec.builder(FailureReporter.STACK_TRACE)
        .hidden(true)
        .description("After an error, show where it happened: classes and lines, no values.")
        .build();
  }

  /** The command, ready to be run once. */
  static CommandLine build(CliContext surroundings) {
    CommandLine tree = new CommandLine(new CommandTree());
    tree.getCommandSpec().addOption(version());
    commands(surroundings).forEach(tree::addSubcommand);
    addCommonOptions(tree);
    tree.registerConverter(Duration.class, new DurationConverter());
    tree.setCaseInsensitiveEnumValuesAllowed(true);
    tree.setOptionsCaseInsensitive(false);
    tree.setExpandAtFiles(false);
    tree.setUsageHelpWidth(100);
    tree.setUsageHelpLongOptionsMaxWidth(30);
    tree.setOut(surroundings.output().resultWriter());
    tree.setErr(surroundings.output().noteWriter());
    FailureReporter failures = new FailureReporter(surroundings.output());
    tree.setParameterExceptionHandler(failures);
    tree.setExecutionExceptionHandler(failures);
    return tree;
  }

  private static List<Object> commands(CliContext surroundings) {
    List<Object> commands = new ArrayList<>();
    commands.add(new CreateApiKey(surroundings));
    commands.add(new ListKeys(surroundings));
    commands.add(new ShowKey(surroundings));
    commands.add(new ActivateKey(surroundings));
    commands.add(new DeactivateKey(surroundings));
    commands.add(new ToggleKey(surroundings));
    commands.add(new RenameKey(surroundings));
    commands.add(new DescribeKey(surroundings));
    commands.add(new RotateKey(surroundings));
    commands.add(new DeleteKey(surroundings));
    commands.add(new Purge(surroundings));
    commands.add(new CreateResource(surroundings));
    commands.add(new DeleteResource(surroundings));
    commands.add(new ListResources(surroundings));
    commands.add(new AddApiKey(surroundings));
    commands.add(new RemoveApiKey(surroundings));
    commands.add(new CreateAccount(surroundings));
    commands.add(new CreateUser(surroundings));
    commands.add(new ListAccounts(surroundings));
    commands.add(new ListUsers(surroundings));
    for (OwnerChange change : OwnerChange.values()) {
      commands.add(ChangeOwner.command(change, surroundings));
    }
    for (OwnerChange.Kind kind : OwnerChange.Kind.values()) {
      commands.add(DeleteOwner.command(kind, surroundings));
    }
    commands.add(new SetPassword(surroundings));
    commands.add(AuditLogCommand.command(surroundings));
    commands.add(new Scan(surroundings));
    commands.add(new ScannerRules(surroundings));
    commands.add(new ImportKnox(surroundings));
    commands.add(new Migrate(surroundings));
    commands.add(new WhoamiCommand(surroundings));
    commands.add(new GenerateCompletion(surroundings));
    commands.add(new Help());
    return commands;
  }

  private static void addCommonOptions(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    spec.addOption(help()).addOption(stackTrace());
    spec.usageMessage().optionListHeading("Options:%n").parameterListHeading("Arguments:%n");
    command.getSubcommands().values().forEach(CommandTree::addCommonOptions);
  }

  /** Without a subcommand there is nothing to do but to explain. */
  @Override
  public Integer call() {
    throw new UsageException("a command is missing; 'sallyport --help' lists them");
  }
}
