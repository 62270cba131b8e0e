package dev.sallyport.cli.key;

import dev.sallyport.cli.output.UsageException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Id of a key, given as an argument or as the option {@code --key-id}. */
public final class KeyId {
  private static final Pattern UUID_TEXT =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  @Parameters(
      arity = "0..1",
      paramLabel = "KEY_ID",
      description = "Id of the key, as shown by 'sallyport list'.")
  private @Nullable String argument;

  @Option(
      names = "--key-id",
      paramLabel = "KEY_ID",
      order = 1,
      description = "Id of the key, instead of the argument.")
  private @Nullable String option;

  /**
   * Returns the id.
   *
   * @throws UsageException if it is missing, given twice, or not a UUID
   */
  UUID value() {
    if (argument != null && option != null) {
      throw new UsageException("the key id is given twice, as an argument and as --key-id");
    }
    return parse(Optional.ofNullable(argument).orElse(option));
  }

  /**
   * Parses a key id. The message of an error does not contain the text, which may be a token.
   *
   * @throws UsageException if the text is null or not a UUID
   */
  public static UUID parse(@Nullable String text) {
    if (text == null) {
      throw new UsageException("the key id is missing; 'sallyport list' shows all keys");
    }
    if (!UUID_TEXT.matcher(text).matches()) {
      throw new UsageException(
          "invalid key id: expected a UUID, 32 hexadecimal digits and 4 hyphens; 'sallyport list'"
              + " shows all keys");
    }
    return UUID.fromString(text);
  }
}
