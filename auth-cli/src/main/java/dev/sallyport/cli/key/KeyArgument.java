package dev.sallyport.cli.key;

import dev.sallyport.cli.output.UsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Argument that names a key; Smarter's option {@code --key-id} does so too. */
public final class KeyArgument {
  @Parameters(
      arity = "0..1",
      hideParamSyntax = true,
      paramLabel = "KEY",
      description = KeyReference.DESCRIPTION)
  private @Nullable String argument;

  @Option(names = "--key-id", paramLabel = "KEY", hidden = true, description = "The same.")
  private @Nullable String option;

  /**
   * Returns the key that is named.
   *
   * @throws UsageException if it is missing, given twice, or neither an id nor a name
   */
  public KeyReference reference() {
    if (argument != null && option != null) {
      throw new UsageException("the key is given twice, as an argument and as --key-id");
    }
    String text = argument == null ? option : argument;
    if (text == null) {
      throw new UsageException("KEY is missing; 'sallyport keys list' shows all keys");
    }
    return KeyReference.of(text);
  }
}
