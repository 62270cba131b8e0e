package dev.sallyport.cli.key;

import dev.sallyport.cli.output.UsageException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Id of a key and a text. With {@code --key-id} the text is the only argument. */
final class KeyIdAndText {
  @Parameters(
      arity = "0..2",
      paramLabel = "KEY_ID TEXT",
      hideParamSyntax = true,
      description = "Id of the key, as shown by 'sallyport list', and the new text.")
  private List<String> arguments = List.of();

  @Option(
      names = "--key-id",
      paramLabel = "KEY_ID",
      order = 1,
      description = "Id of the key, instead of the argument.")
  private @Nullable String option;

  /**
   * Returns the id.
   *
   * @throws UsageException if it is not a UUID
   */
  UUID keyId() {
    return KeyId.parse(option != null ? option : arguments.get(0));
  }

  /**
   * Returns the text.
   *
   * @param label the name of the text in error messages, such as {@code NAME}
   * @throws UsageException if the number of arguments is wrong
   */
  String text(String label) {
    int expected = option != null ? 1 : 2;
    if (arguments.size() != expected) {
      throw new UsageException(
          expected == 1
              ? "with --key-id, expected one argument, " + label + "; quote it if it has blanks"
              : "expected two arguments, KEY_ID and " + label + "; quote texts with blanks");
    }
    return arguments.get(expected - 1);
  }
}
