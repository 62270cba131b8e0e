package dev.sallyport.cli.input;

import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.output.UsageException;
import dev.sallyport.token.Secret;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Options for the password of a new user. */
public final class PasswordOptions {
  @ArgGroup private final Source source = new Source();

  /**
   * Reads the password, by default from two prompts.
   *
   * @return the password; empty if the user gets none
   * @throws UsageException if no password is given, or its length is out of bounds
   */
  public Optional<Secret> read(CliContext context) {
    return source.none
        ? Optional.empty()
        : Optional.of(
            new PasswordInput(context).read(source.file, "--password-file FILE or --no-password"));
  }

  /** Mutually exclusive options for the source of the password. */
  static final class Source {
    @Option(
        names = "--password-file",
        paramLabel = "FILE",
        order = 5,
        description = "File that contains the password as its only line; - for standard input.")
    private @Nullable String file;

    @Option(
        names = "--no-password",
        order = 6,
        description = "Create the user without a password; the user cannot sign in.")
    private boolean none;
  }
}
