package dev.sallyport.cli.input;

import dev.sallyport.cli.context.CliContext;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Asks before something ends. */
public final class ConfirmationPrompt {
  private final String done;

  @Option(
      names = {"-y", "--yes"},
      order = 700,
      description = "Do not ask.")
  private boolean yes;

  public ConfirmationPrompt() {
    this("deleted");
  }

  /**
   * For something else than deleting.
   *
   * @param done what is done, such as {@code deactivated}
   */
  public ConfirmationPrompt(String done) {
    this.done = done;
  }

  /** Whether it can be had at all; where it cannot, says so. */
  public boolean isPossible(CliContext surroundings) {
    boolean possible = yes || surroundings.terminal().isPresent();
    if (!possible) {
      surroundings
          .output()
          .error("nobody can be asked here, so nothing was " + done + "; --yes is for that.");
    }
    return possible;
  }

  /** Asks, unless it was given beforehand; where it is refused, says so. */
  public boolean isGiven(CliContext surroundings, String question) {
    boolean given =
        yes
            || surroundings
                .terminal()
                .flatMap(terminal -> terminal.ask(question + " Type yes to do so:"))
                .filter(answer -> answer.strip().toLowerCase(Locale.ROOT).equals("yes"))
                .isPresent();
    if (!given) {
      surroundings.output().error("not confirmed, so nothing was " + done + ".");
    }
    return given;
  }
}
