package dev.sallyport.cli.input;

import dev.sallyport.cli.context.CliContext;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Confirmation of an operation that cannot be undone, by a prompt or by {@code --yes}. */
public final class ConfirmationPrompt {
  private final String done;

  @Option(
      names = {"-y", "--yes"},
      order = 700,
      description = "Skip the confirmation.")
  private boolean yes;

  /** Creates a prompt for a deletion. */
  public ConfirmationPrompt() {
    this("deleted");
  }

  /**
   * Creates a prompt for another operation.
   *
   * @param done the past participle of the operation, such as {@code deactivated}
   */
  public ConfirmationPrompt(String done) {
    this.done = done;
  }

  /** Returns whether a confirmation is possible; prints an error if it is not. */
  public boolean isPossible(CliContext context) {
    boolean possible = yes || context.terminal().isPresent();
    if (!possible) {
      context
          .output()
          .error("no terminal for the confirmation, nothing was " + done + "; --yes skips it.");
    }
    return possible;
  }

  /** Returns whether the operation is confirmed; prints an error if it is not. */
  public boolean isConfirmed(CliContext context, String question) {
    boolean confirmed =
        yes
            || context
                .terminal()
                .flatMap(terminal -> terminal.ask(question + " Type yes to confirm:"))
                .filter(answer -> answer.strip().toLowerCase(Locale.ROOT).equals("yes"))
                .isPresent();
    if (!confirmed) {
      context.output().error("not confirmed; nothing was " + done + ".");
    }
    return confirmed;
  }
}
