package dev.sallyport.cli.audit;

import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.output.UsageException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Command {@code audit}: parent of the commands for the audit log. */
@Command(
    name = "audit",
    synopsisSubcommandLabel = "COMMAND",
    header = "List or verify the audit log of keys, users, accounts and resources.",
    description = {
      "",
      "Every change is logged in the same transaction. Each entry contains the hash of the previous"
          + " entry.",
      ""
    },
    commandListHeading = "%nCommands:%n",
    footer = {"", "Examples:", "  sallyport audit list --user ada", "  sallyport audit verify"},
    sortOptions = false)
public final class AuditLogCommand implements Callable<Integer> {
  private AuditLogCommand() {}

  /** Returns the command with its subcommands. */
  public static CommandLine command(CliContext context) {
    return new CommandLine(new AuditLogCommand())
        .addSubcommand(new AuditList(context))
        .addSubcommand(new AuditVerify(context));
  }

  /** Reports that no subcommand was given. */
  @Override
  public Integer call() {
    throw new UsageException("no command given; run 'sallyport audit --help' to list the commands");
  }
}
