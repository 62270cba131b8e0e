package dev.sallyport.auth.cli;

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
  private final Surroundings surroundings;

  GenerateCompletion(Surroundings surroundings) {
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
