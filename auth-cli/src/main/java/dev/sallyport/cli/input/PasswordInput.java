package dev.sallyport.cli.input;

import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.context.Terminal;
import dev.sallyport.cli.output.UsageException;
import dev.sallyport.management.OwnerManager;
import dev.sallyport.token.Secret;
import org.jspecify.annotations.Nullable;

/** Reader of a new password, from a file or from two prompts. */
public record PasswordInput(CliContext context) {
  /**
   * Reads the password.
   *
   * @param file the name of the file, {@code -} for standard input; null to prompt
   * @param otherwise the options to suggest if there is no terminal
   * @throws UsageException if no password is given, or its length is out of bounds
   */
  public Secret read(@Nullable String file, String otherwise) {
    if (file != null) {
      return requireLength(new SecretInput(context).fromFile(file));
    }
    return context
        .terminal()
        .map(PasswordInput::askTwice)
        .orElseThrow(
            () -> new UsageException("no terminal for the password prompt: use " + otherwise));
  }

  private static Secret askTwice(Terminal terminal) {
    Secret first = requireLength(ask(terminal, "Password:"));
    if (!ask(terminal, "Repeat password:").equalsInConstantTime(first)) {
      throw new UsageException("the passwords do not match");
    }
    return first;
  }

  private static Secret ask(Terminal terminal, String question) {
    return terminal
        .askSecretly(question)
        .orElseThrow(() -> new UsageException("no password was entered"));
  }

  private static Secret requireLength(Secret password) {
    String text = password.reveal();
    int length = text.codePointCount(0, text.length());
    if (length < OwnerManager.MIN_PASSWORD || length > OwnerManager.MAX_PASSWORD) {
      throw new UsageException(
          "a password must have %d to %d characters"
              .formatted(OwnerManager.MIN_PASSWORD, OwnerManager.MAX_PASSWORD));
    }
    return password;
  }
}
