package dev.sallyport.cli.key;

import dev.sallyport.cli.output.UsageException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which key: its id as the argument, or as {@code --key-id}. */
public final class KeyId {
  private static final Pattern UUID_TEXT =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  @Parameters(
      arity = "0..1",
      paramLabel = "KEY_ID",
      description = "The key's id, as 'sallyport list' shows it.")
  private @Nullable String argument;

  @Option(
      names = "--key-id",
      paramLabel = "KEY_ID",
      order = 1,
      description = "The same, as an option.")
  private @Nullable String option;

  /**
   * The id.
   *
   * @throws UsageException if it was left out, given twice, or is none
   */
  UUID value() {
    if (argument != null && option != null) {
      throw new UsageException("the key id was given twice, as an argument and as --key-id");
    }
    return parse(Optional.ofNullable(argument).orElse(option));
  }

  /** Does not repeat what it refuses, because people mistake tokens for key ids. */
  public static UUID parse(@Nullable String text) {
    if (text == null) {
      throw new UsageException("the key id is missing; 'sallyport list' shows those there are");
    }
    if (!UUID_TEXT.matcher(text).matches()) {
      throw new UsageException(
          "that is not a key id; 'sallyport list' shows those there are, each with 32 hexadecimal"
              + " digits and 4 hyphens");
    }
    return UUID.fromString(text);
  }
}
