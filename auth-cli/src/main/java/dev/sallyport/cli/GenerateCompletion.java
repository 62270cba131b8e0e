package dev.sallyport.cli;

import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.output.ExitCode;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Command {@code generate-completion}: prints a completion script for the shell. */
@Command(
    name = "generate-completion",
    header = "Print a completion script for bash and zsh.",
    description = "",
    footer = {
      "",
      "Examples:",
      "  source <(sallyport generate-completion)",
      "  sallyport generate-completion > ~/.local/share/bash-completion/completions/sallyport"
    },
    sortOptions = false)
final class GenerateCompletion implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  private final CliContext context;

  GenerateCompletion(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    context
        .output()
        .result(AutoComplete.bash(CommandTree.NAME, spec.root().commandLine()).stripTrailing());
    return ExitCode.DONE;
  }
}
