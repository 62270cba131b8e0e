package dev.sallyport.cli.input;

import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.output.DeniedException;
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

  /**
   * Requires that a confirmation is possible.
   *
   * @throws DeniedException if it is not
   */
  public void requirePossible(CliContext context) {
    if (!yes && context.terminal().isEmpty()) {
      throw new DeniedException(
          "no terminal for the confirmation, nothing was " + done + "; --yes skips it");
    }
  }

  /**
   * Requires that the operation is confirmed.
   *
   * @throws DeniedException if it is not
   */
  public void require(CliContext context, String question) {
    boolean isConfirmed =
        yes
            || context
                .terminal()
                .flatMap(terminal -> terminal.ask(question + " Type yes to confirm:"))
                .filter(answer -> answer.strip().toLowerCase(Locale.ROOT).equals("yes"))
                .isPresent();
    if (!isConfirmed) {
      throw new DeniedException("not confirmed; nothing was " + done);
    }
  }
}
