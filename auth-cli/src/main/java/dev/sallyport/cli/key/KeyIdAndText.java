package dev.sallyport.cli.key;

import dev.sallyport.cli.output.UsageException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which key, and a text for it; with {@code --key-id} the text is the only argument. */
final class KeyIdAndText {
  @Parameters(
      arity = "0..2",
      paramLabel = "KEY_ID TEXT",
      hideParamSyntax = true,
      description = "The key's id, as 'sallyport list' shows it, and the new text.")
  private List<String> words = List.of();

  @Option(
      names = "--key-id",
      paramLabel = "KEY_ID",
      order = 1,
      description = "The key's id, as an option.")
  private @Nullable String option;

  /**
   * The id.
   *
   * @throws UsageException if it is none
   */
  UUID keyId() {
    return KeyId.parse(option != null ? option : words.get(0));
  }

  /**
   * The text.
   *
   * @throws UsageException if there are not as many arguments as there should be
   */
  String text(String label) {
    int expected = option != null ? 1 : 2;
    if (words.size() != expected) {
      throw new UsageException(
          expected == 1
              ? "with --key-id the one argument is " + label + ", quoted if it has blanks"
              : "the arguments are KEY_ID and " + label + ", quoted if it has blanks");
    }
    return words.get(expected - 1);
  }
}
