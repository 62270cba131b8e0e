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

/** Changes one key, and says what became of it. */
record KeyChangeCommand(CliContext surroundings, ConnectionOptions place, AuditContext by) {
  /**
   * Does the change.
   *
   * @param outcome what is true of the key now, to follow its name
   * @return the exit code
   */
  int apply(UUID id, KeyChange change, Function<KeyView, String> outcome) {
    Optional<KeyView> key;
    try (AdminClient backoffice = place.open(surroundings, by)) {
      key = backoffice.keys().change(id, change);
    }
    if (key.isEmpty()) {
      return notFound(surroundings, id);
    }
    String sentence = "The " + KeyText.named(key.get()) + " " + outcome.apply(key.get()) + ".";
    surroundings.output().result(PrintableText.line(sentence));
    return ExitCode.DONE;
  }

  static int notFound(CliContext surroundings, UUID id) {
    surroundings
        .output()
        .error("there is no key " + id + "; 'sallyport list' shows those there are.");
    return ExitCode.REFUSED;
  }

  static String stateOf(KeyView key) {
    return key.active() ? "is active" : "is inactive";
  }
}
