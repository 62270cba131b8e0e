package dev.sallyport.cli;

import dev.sallyport.cli.CommandNode.Group;
import dev.sallyport.cli.audit.AuditList;
import dev.sallyport.cli.audit.AuditVerify;
import dev.sallyport.cli.client.KeyChange;
import dev.sallyport.cli.connection.ConnectionHelp;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.input.DurationConverter;
import dev.sallyport.cli.key.CreateKey;
import dev.sallyport.cli.key.DeleteKey;
import dev.sallyport.cli.key.EditKey;
import dev.sallyport.cli.key.FindKey;
import dev.sallyport.cli.key.ListKeys;
import dev.sallyport.cli.key.Purge;
import dev.sallyport.cli.key.RotateKey;
import dev.sallyport.cli.key.ShowKey;
import dev.sallyport.cli.key.SwitchKey;
import dev.sallyport.cli.key.WhoamiCommand;
import dev.sallyport.cli.knox.ImportKnox;
import dev.sallyport.cli.login.Login;
import dev.sallyport.cli.login.Logout;
import dev.sallyport.cli.login.Status;
import dev.sallyport.cli.owner.ChangeOwner;
import dev.sallyport.cli.owner.CreateAccount;
import dev.sallyport.cli.owner.CreateUser;
import dev.sallyport.cli.owner.DeleteOwner;
import dev.sallyport.cli.owner.ListAccounts;
import dev.sallyport.cli.owner.ListUsers;
import dev.sallyport.cli.owner.OwnerChange;
import dev.sallyport.cli.owner.SetPassword;
import dev.sallyport.cli.resource.ChangeBinding;
import dev.sallyport.cli.resource.CreateResource;
import dev.sallyport.cli.resource.DeleteResource;
import dev.sallyport.cli.resource.ListResources;
import dev.sallyport.cli.scan.Scan;
import dev.sallyport.cli.scan.ScannerRules;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Command line parser of {@code sallyport} with all subcommands. */
final class CommandTree {
  static final String NAME = CliContext.COMMAND;

  private static final int HELP_WIDTH = 100;

  private static final String HELP =
      """
      Manage API keys of Jakarta Servlet applications.
      Usage: sallyport COMMAND

      Commands:
      %s
      Start on a database, here an H2 file:
        export SALLYPORT_DB_URL="jdbc:h2:file:./keys/sallyport;AUTO_SERVER=TRUE"
        sallyport migrate
        sallyport users create --user ada --staff --no-password
        sallyport keys create --user ada
      Or on a server, with an API key that holds the scope admin:*:
        sallyport login --url https://api.example.com/admin

      'sallyport help COMMAND' shows the options and examples of a command, 'sallyport --version' the
      version. Exit codes: 0 success, 1 denied or not found, 2 invalid argument or setting,
      3 database or server unavailable, 4 internal error.
      """;

  private CommandTree() {}

  /** Returns the command with all its subcommands, ready to run once. */
  static CommandLine build(CliContext context) {
    CommandNode root = root(context);
    return prepared(root.build(), root, context);
  }

  /** Returns the command with the subcommand that the words name, ready to run once. */
  static CommandLine build(CliContext context, CommandNode root, List<String> words) {
    return prepared(root.build(words), root, context);
  }

  /** Returns the tree. Names and headers are known without creating the commands. */
  static CommandNode root(CliContext context) {
    return new CommandNode(NAME, "", new Group(HELP, () -> commands(context)), CommandTree::parser);
  }

  private static List<CommandNode> commands(CliContext context) {
    return List.of(
        CommandNode.group(
            "keys",
            "List, create, change, rotate and delete API keys.",
            "list --account acme",
            () ->
                List.of(
                    CommandNode.of(ListKeys.class, () -> new ListKeys(context)),
                    CommandNode.of(CreateKey.class, () -> new CreateKey(context)),
                    CommandNode.of(ShowKey.class, () -> new ShowKey(context)),
                    CommandNode.of(FindKey.class, () -> new FindKey(context)),
                    CommandNode.of(EditKey.class, () -> new EditKey(context)),
                    CommandNode.of(RotateKey.class, () -> new RotateKey(context)),
                    switchKey(KeyChange.Switch.ACTIVATE, context),
                    switchKey(KeyChange.Switch.DEACTIVATE, context),
                    switchKey(KeyChange.Switch.TOGGLE, context),
                    CommandNode.of(DeleteKey.class, () -> new DeleteKey(context)),
                    CommandNode.of(Purge.class, () -> new Purge(context)))),
        CommandNode.group(
            "resources",
            "List, create and delete resources that keys are bound to.",
            "list --account acme",
            () ->
                List.of(
                    CommandNode.of(ListResources.class, () -> new ListResources(context)),
                    CommandNode.of(CreateResource.class, () -> new CreateResource(context)),
                    CommandNode.of(DeleteResource.class, () -> new DeleteResource(context)))),
        CommandNode.group(
            "bindings",
            "Bind keys to resources, or remove bindings.",
            "add ci --account acme --name sales-bot",
            () -> List.of(binding(true, context), binding(false, context))),
        CommandNode.group(
            "accounts",
            "List, create, deactivate and delete accounts.",
            "create --account acme --name Example",
            () ->
                List.of(
                    CommandNode.of(ListAccounts.class, () -> new ListAccounts(context)),
                    CommandNode.of(CreateAccount.class, () -> new CreateAccount(context)),
                    change(OwnerChange.ACTIVATE_ACCOUNT, context),
                    change(OwnerChange.DEACTIVATE_ACCOUNT, context),
                    delete(OwnerChange.Kind.ACCOUNT, context))),
        CommandNode.group(
            "users",
            "List, create, promote, deactivate and delete users.",
            "create --account acme --user ada --staff",
            () ->
                List.of(
                    CommandNode.of(ListUsers.class, () -> new ListUsers(context)),
                    CommandNode.of(CreateUser.class, () -> new CreateUser(context)),
                    change(OwnerChange.ACTIVATE_USER, context),
                    change(OwnerChange.DEACTIVATE_USER, context),
                    change(OwnerChange.PROMOTE_USER, context),
                    change(OwnerChange.DEMOTE_USER, context),
                    CommandNode.of(SetPassword.class, () -> new SetPassword(context)),
                    delete(OwnerChange.Kind.USER, context))),
        CommandNode.group(
            "audit",
            "List or verify the audit log.",
            "list --user ada",
            () ->
                List.of(
                    CommandNode.of(AuditList.class, () -> new AuditList(context)),
                    CommandNode.of(AuditVerify.class, () -> new AuditVerify(context)))),
        CommandNode.of(Scan.class, () -> new Scan(context)),
        CommandNode.of(ScannerRules.class, () -> new ScannerRules(context)),
        CommandNode.of(WhoamiCommand.class, () -> new WhoamiCommand(context)),
        CommandNode.of(Login.class, () -> new Login(context)),
        CommandNode.of(Logout.class, () -> new Logout(context)),
        CommandNode.of(Status.class, () -> new Status(context)),
        CommandNode.of(Migrate.class, () -> new Migrate(context)),
        CommandNode.of(ImportKnox.class, () -> new ImportKnox(context)),
        CommandNode.of(Completion.class, () -> new Completion(context)),
        CommandNode.of(ConnectionHelp.class, ConnectionHelp::new),
        CommandNode.of(
            ArgumentSpelling.HELP,
            "Show the help of a command, such as 'sallyport help keys list'.",
            () -> new CommandLine(CommandSpec.create().name(ArgumentSpelling.HELP))));
  }

  private static CommandLine parser() {
    CommandLine parser = CommandGroup.parser(NAME);
    parser
        .getCommandSpec()
        .versionProvider(new Version())
        .addOption(
            OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Show the version and exit.")
                .build());
    return parser;
  }

  private static CommandNode switchKey(KeyChange.Switch change, CliContext context) {
    return CommandNode.of(
        change.word(), SwitchKey.header(change), () -> SwitchKey.command(change, context));
  }

  private static CommandNode change(OwnerChange change, CliContext context) {
    return CommandNode.of(
        change.verb(), change.header(), () -> ChangeOwner.command(change, context));
  }

  private static CommandNode binding(boolean bind, CliContext context) {
    return CommandNode.of(
        ChangeBinding.verb(bind),
        ChangeBinding.header(bind),
        () -> ChangeBinding.command(bind, context));
  }

  private static CommandNode delete(OwnerChange.Kind kind, CliContext context) {
    return CommandNode.of(
        DeleteOwner.VERB, DeleteOwner.header(kind), () -> DeleteOwner.command(kind, context));
  }

  private static CommandLine prepared(CommandLine tree, CommandNode root, CliContext context) {
    prepareAll(tree);
    tree.registerConverter(Duration.class, new DurationConverter());
    tree.setCaseInsensitiveEnumValuesAllowed(true);
    tree.setOptionsCaseInsensitive(false);
    tree.setExpandAtFiles(false);
    tree.setUsageHelpLongOptionsMaxWidth(30);
    tree.setHelpFactory(
        (spec, colours) -> {
          spec.usageMessage().width(Math.min(HELP_WIDTH, context.screen().width()));
          return new Help(spec, colours);
        });
    tree.setOut(context.output().resultWriter());
    tree.setErr(context.output().noteWriter());
    FailureReporter failures = new FailureReporter(context.output(), new CommandSuggestions(root));
    tree.setParameterExceptionHandler(failures);
    tree.setExecutionExceptionHandler(failures);
    return tree;
  }

  /** Each command gets its own option objects: picocli stores the parsed values in them. */
  private static void prepareAll(CommandLine command) {
    command
        .getCommandSpec()
        .addOption(
            OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .order(1000)
                .description("Show this help and exit.")
                .build())
        .addOption(
            OptionSpec.builder(FailureReporter.STACK_TRACE)
                .hidden(true)
                .description("After an error, show its stack trace without values.")
                .build())
        .usageMessage()
        .abbreviateSynopsis(true)
        .optionListHeading("Options:%n")
        .parameterListHeading("Arguments:%n");
    command
        .getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, ConnectionHelp::optionsWithoutConnection);
    command.getSubcommands().values().forEach(CommandTree::prepareAll);
  }
}
