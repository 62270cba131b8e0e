package dev.sallyport.cli;

import dev.sallyport.cli.context.CliContext;
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
final class Completion implements Runnable {
  private final CliContext context;

  Completion(CliContext context) {
    this.context = context;
  }

  @Override
  public void run() {
    context
        .output()
        .result(AutoComplete.bash(CommandTree.NAME, CommandTree.build(context)).stripTrailing());
  }
}
