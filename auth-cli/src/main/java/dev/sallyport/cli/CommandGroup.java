package dev.sallyport.cli;

import dev.sallyport.cli.output.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Command that only has subcommands. Without one, it prints its help. */
@Command(sortOptions = false)
final class CommandGroup implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  private CommandGroup() {}

  /** Returns the parser of a group without its subcommands. */
  static CommandLine parser(String name, String header, String example) {
    CommandLine parser = new CommandLine(new CommandGroup());
    CommandSpec spec = parser.getCommandSpec().name(name);
    spec.usageMessage()
        .header(header)
        .synopsisSubcommandLabel("COMMAND")
        .description("")
        .commandListHeading("Commands:%n")
        .footer("", "Examples:", "  sallyport " + name + " " + example);
    return parser;
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return ExitCode.DONE;
  }
}
