package dev.sallyport.cli;

import dev.sallyport.cli.output.ExitCode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** Command {@code help}: prints the help of a command, also of nested ones ({@code audit list}). */
@Command(
    name = "help",
    helpCommand = true,
    header = "Show the help of a command, with examples.",
    description = "",
    footer = {"", "Examples:", "  sallyport help create-api-key", "  sallyport help audit verify"})
final class Help implements Callable<Integer> {
  @Parameters(arity = "0..2", paramLabel = "COMMAND", description = "Name of a command.")
  private List<String> path = List.of();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    CommandLine command = spec.root().commandLine();
    for (String word : path) {
      CommandLine next = command.getSubcommands().get(word);
      if (next == null) {
        throw new UnmatchedArgumentException(command, List.of(word));
      }
      command = next;
    }
    command.usage(command.getOut());
    return ExitCode.DONE;
  }
}
