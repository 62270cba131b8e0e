package dev.sallyport.cli;

import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.output.ExitCode;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code generate-completion}: a script for the shell. */
@Command(
    name = "generate-completion",
    header = "Print a script that lets bash or zsh complete commands and options.",
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
  private final CliContext surroundings;

  GenerateCompletion(CliContext surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    surroundings
        .output()
        .result(AutoComplete.bash(CommandTree.NAME, spec.root().commandLine()).stripTrailing());
    return ExitCode.DONE;
  }
}
