package dev.sallyport.cli.key;

import dev.sallyport.admin.api.KeyView;
import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.client.KeyChange;
import dev.sallyport.cli.client.KeyClient;
import dev.sallyport.cli.connection.ChangeOptions;
import dev.sallyport.cli.context.CliContext;
import java.util.function.Function;

/** Change of one key, whose outcome is printed. */
record KeyChangeCommand(CliContext context, ChangeOptions options) {
  /**
   * Applies the change and prints its outcome.
   *
   * @param outcome the predicate of the printed sentence, such as {@code "is active"}
   */
  void apply(KeyReference reference, KeyChange change, Function<KeyView, String> outcome) {
    KeyView key;
    try (AdminClient client = options.open(context)) {
      KeyClient keys = client.keys();
      key = keys.change(reference.id(keys), change).orElseThrow(reference::notFound);
    }
    String sentence = KeyText.named(key) + " " + outcome.apply(key) + ".";
    context.output().sentence(sentence);
  }
}
