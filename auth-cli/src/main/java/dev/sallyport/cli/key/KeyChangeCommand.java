package dev.sallyport.cli.key;

import dev.sallyport.admin.api.KeyView;
import dev.sallyport.audit.AuditContext;
import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.client.KeyChange;
import dev.sallyport.cli.connection.ConnectionOptions;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.output.ExitCode;
import dev.sallyport.cli.output.PrintableText;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Change of one key, whose outcome is printed. */
record KeyChangeCommand(CliContext context, ConnectionOptions connection, AuditContext by) {
  /**
   * Applies the change and prints its outcome.
   *
   * @param outcome the predicate of the printed sentence, such as {@code "is active"}
   * @return the exit code
   */
  int apply(UUID id, KeyChange change, Function<KeyView, String> outcome) {
    Optional<KeyView> key;
    try (AdminClient client = connection.open(context, by)) {
      key = client.keys().change(id, change);
    }
    if (key.isEmpty()) {
      return notFound(context, id);
    }
    String sentence = KeyText.named(key.get()) + " " + outcome.apply(key.get()) + ".";
    context.output().result(PrintableText.line(sentence));
    return ExitCode.DONE;
  }

  static int notFound(CliContext context, UUID id) {
    context.output().error("API key " + id + " not found; 'sallyport list' shows all keys.");
    return ExitCode.DENIED;
  }

  static String stateOf(KeyView key) {
    return key.active() ? "is active" : "is inactive";
  }
}
