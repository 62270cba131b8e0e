package dev.sallyport.cli;

import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.output.ExitCode;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** Command {@code completion}: prints a completion script for the shell. */
@Command(
    name = "completion",
    header = "Print a completion script for bash and zsh.",
    description = "",
    footer = {
      "",
      "Examples:",
      "  source <(sallyport completion)",
      "  sallyport completion > ~/.local/share/bash-completion/completions/sallyport"
    },
    sortOptions = false)
final class Completion implements Callable<Integer> {
  private final CliContext context;

  Completion(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    context
        .output()
        .result(AutoComplete.bash(CommandTree.NAME, CommandTree.build(context)).stripTrailing());
    return ExitCode.DONE;
  }
}
