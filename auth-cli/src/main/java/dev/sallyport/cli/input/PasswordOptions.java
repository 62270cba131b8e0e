package dev.sallyport.cli.input;

import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.output.UsageException;
import dev.sallyport.token.Secret;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where the password of a new user comes from, who may have none. */
public final class PasswordOptions {
  @ArgGroup private final Source source = new Source();

  /**
   * Reads the password, asking for it twice if nothing else was said.
   *
   * @return empty if the user is to have none
   * @throws UsageException if there is none to be had, or it is not acceptable
   */
  public Optional<Secret> read(CliContext surroundings) {
    return source.none
        ? Optional.empty()
        : Optional.of(
            new PasswordInput(surroundings)
                .read(source.file, "--password-file FILE or --no-password"));
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
