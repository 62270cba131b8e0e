package dev.sallyport.cli.key;

import dev.sallyport.admin.api.KeyView;
import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.client.KeyChange;
import dev.sallyport.cli.client.KeyClient;
import dev.sallyport.cli.connection.ChangeOptions;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.output.ExitCode;
import dev.sallyport.cli.output.PrintableText;
import java.util.function.Function;

/** Change of one key, whose outcome is printed. */
record KeyChangeCommand(CliContext context, ChangeOptions options) {
  /**
   * Applies the change and prints its outcome.
   *
   * @param outcome the predicate of the printed sentence, such as {@code "is active"}
   * @return the exit code
   */
  int apply(KeyReference reference, KeyChange change, Function<KeyView, String> outcome) {
    KeyView key;
    try (AdminClient client = options.open(context)) {
      KeyClient keys = client.keys();
      key = keys.change(reference.id(keys), change).orElseThrow(reference::notFound);
    }
    String sentence = KeyText.named(key) + " " + outcome.apply(key) + ".";
    context.output().result(PrintableText.line(sentence));
    return ExitCode.DONE;
  }
}
