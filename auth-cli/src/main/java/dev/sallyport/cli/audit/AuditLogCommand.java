package dev.sallyport.cli.audit;

import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.output.UsageException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code audit}: what was done to keys, users and accounts, and whether that record is whole. */
@Command(
    name = "audit",
    synopsisSubcommandLabel = "COMMAND",
    header = "Read the audit log of keys, users and accounts, or verify it.",
    description = {
      "",
      "Every change is written down in the same transaction, whoever made it; each entry holds the"
          + " hash of the one before.",
      ""
    },
    commandListHeading = "%nCommands:%n",
    footer = {"", "Examples:", "  sallyport audit list --user ada", "  sallyport audit verify"},
    sortOptions = false)
public final class AuditLogCommand implements Callable<Integer> {
  private AuditLogCommand() {}

  public static CommandLine command(CliContext surroundings) {
    return new CommandLine(new AuditLogCommand())
        .addSubcommand(new AuditList(surroundings))
        .addSubcommand(new AuditVerify(surroundings));
  }

  /** By itself it does nothing. */
  @Override
  public Integer call() {
    throw new UsageException("a command is missing; 'sallyport audit --help' lists them");
  }
}
