package dev.sallyport.cli.input;

import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.context.Terminal;
import dev.sallyport.cli.output.UsageException;
import dev.sallyport.management.OwnerManager;
import dev.sallyport.token.Secret;
import org.jspecify.annotations.Nullable;

/** Reads a new password: from a file, or by asking for it twice. */
public record PasswordInput(CliContext surroundings) {
  /**
   * Reads it.
   *
   * @param file its name, {@code -} for standard input; null to ask
   * @param otherwise the options to give where nobody can be asked
   * @throws UsageException if there is none to be had, or it is not acceptable
   */
  public Secret read(@Nullable String file, String otherwise) {
    if (file != null) {
      return acceptable(new SecretInput(surroundings).fromFile(file));
    }
    return surroundings
        .terminal()
        .map(PasswordInput::askTwice)
        .orElseThrow(
            () -> new UsageException("nobody can be asked for a password here: give " + otherwise));
  }

  private static Secret askTwice(Terminal terminal) {
    Secret first = acceptable(ask(terminal, "Password:"));
    if (!ask(terminal, "Password again:").equalsInConstantTime(first)) {
      throw new UsageException("the two passwords differ");
    }
    return first;
  }

  private static Secret ask(Terminal terminal, String question) {
    return terminal
        .askSecretly(question)
        .orElseThrow(() -> new UsageException("no password was typed"));
  }

  private static Secret acceptable(Secret password) {
    String text = password.reveal();
    int length = text.codePointCount(0, text.length());
    if (length < OwnerManager.MIN_PASSWORD || length > OwnerManager.MAX_PASSWORD) {
      throw new UsageException(
          "a password has %d to %d characters"
              .formatted(OwnerManager.MIN_PASSWORD, OwnerManager.MAX_PASSWORD));
    }
    return password;
  }
}
