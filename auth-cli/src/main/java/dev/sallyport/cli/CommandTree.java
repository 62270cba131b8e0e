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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Command line parser of {@code sallyport} with all subcommands. */
@Command(
    name = CommandTree.NAME,
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Version.class,
    header = "Manage API keys of Jakarta Servlet applications.",
    description = {
      "",
      "Getting started, with an H2 database in a file:",
      "",
      "  export SALLYPORT_DB_URL=\"jdbc:h2:file:./keys/sallyport;AUTO_SERVER=TRUE\"",
      "  sallyport migrate",
      "  sallyport create-account --account acme --name Example",
      "  sallyport create-user --account acme --user ada --staff",
      "  sallyport create-api-key --account acme --user ada",
      "",
      "Through a server that has an AdminServlet, with an API key that holds the scope admin:*:",
      "",
      "  export SALLYPORT_URL=https://api.example.com/admin",
      "  read -rs SALLYPORT_API_KEY && export SALLYPORT_API_KEY",
      "  sallyport list",
      "",
      "Results are written to standard output; notes and errors to standard error. On a database,"
          + " the filter's settings for keys apply: as an option or --set NAME=VALUE, as an"
          + " environment variable SALLYPORT_*, or as a system property sallyport.*. Options take"
          + " precedence. Through a server, the server's settings apply. Names of commands and"
          + " options may be written with underscores instead of hyphens: create_api_key"
          + " --account_number.",
      ""
    },
    commandListHeading = "%nCommands:%n",
    exitCodeListHeading = "%nExit codes:%n",
    footer = {"", "Run 'sallyport help COMMAND' for details and examples of a command."},
    exitCodeList = {
      "0:success",
      "1:denied or not found",
      "2:an argument or a setting is invalid",
      "3:the database or the server is unavailable",
      "4:internal error"
    },
    sortOptions = false)
final class CommandTree implements Callable<Integer> {
  static final String NAME = CliContext.COMMAND;

  /** Subcommands that show others. */
  private static final Set<String> OF_ALL = Set.of("help", "generate-completion");

  private CommandTree() {}

  // Each command gets its own option objects: picocli stores the parsed values in them.

  private static OptionSpec help() {
    return OptionSpec.builder("-h", "--help")
        .usageHelp(true)
        .order(1000)
        .description("Show this help and exit.")
        .build();
  }

  private static OptionSpec version() {
    return OptionSpec.builder("-V", "--version")
        .versionHelp(true)
        .description("Show the version and exit.")
        .build();
  }

  private static OptionSpec stackTrace() {
    return OptionSpec.builder(FailureReporter.STACK_TRACE)
        .hidden(true)
        .description("After an error, show its stack trace: classes and lines, without values.")
        .build();
  }

  /** Returns the command with all its subcommands, ready to run once. */
  static CommandLine build(CliContext context) {
    return build(context, commands(context));
  }

  /**
   * Returns the command with the subcommand that the first argument names, ready to run once:
   * creating all of them takes most of the time of a short command. If it names none, or one that
   * explains others, all are there.
   */
  static CommandLine build(CliContext context, String... args) {
    Map<String, Supplier<Object>> all = commands(context);
    String name = args.length == 0 ? "" : args[0].replace('_', '-');
    Supplier<Object> named = OF_ALL.contains(name) ? null : all.get(name);
    return build(context, named == null ? all : Map.of(name, named));
  }

  private static CommandLine build(CliContext context, Map<String, Supplier<Object>> commands) {
    CommandLine tree = new CommandLine(new CommandTree());
    tree.getCommandSpec().addOption(version());
    commands.forEach((name, command) -> tree.addSubcommand(name, command.get()));
    addCommonOptions(tree);
    tree.registerConverter(Duration.class, new DurationConverter());
    tree.setCaseInsensitiveEnumValuesAllowed(true);
    tree.setOptionsCaseInsensitive(false);
    tree.setExpandAtFiles(false);
    tree.setUsageHelpWidth(100);
    tree.setUsageHelpLongOptionsMaxWidth(30);
    tree.setOut(context.output().resultWriter());
    tree.setErr(context.output().noteWriter());
    FailureReporter failures = new FailureReporter(context.output());
    tree.setParameterExceptionHandler(failures);
    tree.setExecutionExceptionHandler(failures);
    return tree;
  }

  /** Returns how each subcommand is created, by its name, in the order of the help. */
  private static Map<String, Supplier<Object>> commands(CliContext context) {
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("create-api-key", () -> new CreateApiKey(context));
    commands.put("list", () -> new ListKeys(context));
    commands.put("show", () -> new ShowKey(context));
    commands.put("activate", () -> new ActivateKey(context));
    commands.put("deactivate", () -> new DeactivateKey(context));
    commands.put("toggle", () -> new ToggleKey(context));
    commands.put("rename", () -> new RenameKey(context));
    commands.put("describe", () -> new DescribeKey(context));
    commands.put("rotate", () -> new RotateKey(context));
    commands.put("delete", () -> new DeleteKey(context));
    commands.put("purge", () -> new Purge(context));
    commands.put("create-resource", () -> new CreateResource(context));
    commands.put("delete-resource", () -> new DeleteResource(context));
    commands.put("list-resources", () -> new ListResources(context));
    commands.put("add-api-key", () -> new AddApiKey(context));
    commands.put("remove-api-key", () -> new RemoveApiKey(context));
    commands.put("create-account", () -> new CreateAccount(context));
    commands.put("create-user", () -> new CreateUser(context));
    commands.put("list-accounts", () -> new ListAccounts(context));
    commands.put("list-users", () -> new ListUsers(context));
    for (OwnerChange change : OwnerChange.values()) {
      commands.put(change.command(), () -> ChangeOwner.command(change, context));
    }
    for (OwnerChange.Kind kind : OwnerChange.Kind.values()) {
      commands.put("delete-" + kind.word(), () -> DeleteOwner.command(kind, context));
    }
    commands.put("set-password", () -> new SetPassword(context));
    commands.put("audit", () -> AuditLogCommand.command(context));
    commands.put("scan", () -> new Scan(context));
    commands.put("scanner-rules", () -> new ScannerRules(context));
    commands.put("import-knox", () -> new ImportKnox(context));
    commands.put("migrate", () -> new Migrate(context));
    commands.put("whoami", () -> new WhoamiCommand(context));
    commands.put("generate-completion", () -> new GenerateCompletion(context));
    commands.put("help", Help::new);
    return commands;
  }

  private static void addCommonOptions(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    spec.addOption(help()).addOption(stackTrace());
    spec.usageMessage().optionListHeading("Options:%n").parameterListHeading("Arguments:%n");
    command.getSubcommands().values().forEach(CommandTree::addCommonOptions);
  }

  /** Reports that no subcommand was given. */
  @Override
  public Integer call() {
    throw new UsageException("no command given; run 'sallyport --help' to list the commands");
  }
}
