package dev.sallyport.auth.cli;

import dev.sallyport.auth.token.Secret;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where a new password comes from. */
final class PasswordOptions {
  /** NIST SP 800-63B: a minimum of eight, no rules of composition, and room for long ones. */
  private static final int MIN_LENGTH = 8;

  private static final int MAX_LENGTH = 1000;

  @ArgGroup private final Source source = new Source();

  /**
   * Reads the password, asking for it twice if nothing else was said.
   *
   * @return empty if the user is to have none
   * @throws UsageException if there is none to be had, or it is not acceptable
   */
  Optional<Secret> read(Surroundings surroundings) {
    if (source.none) {
      return Optional.empty();
    }
    if (source.file != null) {
      return Optional.of(acceptable(new SecretInput(surroundings).fromFile(source.file)));
    }
    return Optional.of(
        surroundings
            .terminal()
            .map(PasswordOptions::askTwice)
            .orElseThrow(
                () ->
                    new UsageException(
                        "nobody can be asked for a password here: give --password-file FILE or"
                            + " --no-password")));
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
    if (length < MIN_LENGTH || length > MAX_LENGTH) {
      throw new UsageException(
          "a password has %d to %d characters".formatted(MIN_LENGTH, MAX_LENGTH));
    }
    return password;
  }

  /** At most one of two. */
  static final class Source {
    @Option(
        names = "--password-file",
        paramLabel = "FILE",
        order = 5,
        description = "File whose one line is the password; - for standard input.")
    private @Nullable String file;

    @Option(
        names = "--no-password",
        order = 6,
        description = "The user has no password and cannot sign in.")
    private boolean none;
  }
}
