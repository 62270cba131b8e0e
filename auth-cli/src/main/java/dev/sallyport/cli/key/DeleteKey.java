package dev.sallyport.cli.key;

import dev.sallyport.admin.api.KeyView;
import dev.sallyport.audit.AuditContext;
import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.client.KeyClient;
import dev.sallyport.cli.connection.ConnectionOptions;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.input.ConfirmationPrompt;
import dev.sallyport.cli.input.ReasonOption;
import dev.sallyport.cli.output.ExitCode;
import dev.sallyport.cli.output.PrintableText;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code delete}: ends a key for good, after asking. */
@Command(
    name = "delete",
    header = "End a key for good; it asks first.",
    description = {
      "",
      "To stop a key for a while only, see 'deactivate'. In a script, where nobody can be asked, it"
          + " needs --yes.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sallyport delete 4f5e1d9c-2b6a-4c8f-9d3e-7a1b0c2d3e4f",
      "  sallyport delete --key-id 4f5e1d9c-2b6a-4c8f-9d3e-7a1b0c2d3e4f --yes"
    },
    sortOptions = false)
public final class DeleteKey implements Callable<Integer> {
  @Mixin private final KeyId keyId = new KeyId();
  @Mixin private final ConfirmationPrompt confirmation = new ConfirmationPrompt();
  @Mixin private final ReasonOption reason = new ReasonOption();

  @Mixin private final ConnectionOptions place = new ConnectionOptions();

  private final CliContext surroundings;

  public DeleteKey(CliContext surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    UUID id = keyId.value();
    AuditContext by = reason.by(surroundings);
    if (!confirmation.isPossible(surroundings)) {
      return ExitCode.REFUSED;
    }
    try (AdminClient backoffice = place.open(surroundings, by)) {
      KeyClient keys = backoffice.keys();
      Optional<KeyView> key = keys.find(id);
      if (key.isPresent() && !confirmation.isGiven(surroundings, question(key.get()))) {
        return ExitCode.REFUSED;
      }
      key = keys.delete(id);
      if (key.isEmpty()) {
        return KeyChangeCommand.notFound(surroundings, id);
      }
      surroundings.output().result(PrintableText.line("Deleted " + KeyText.named(key.get()) + "."));
      return ExitCode.DONE;
    }
  }

  private static String question(KeyView key) {
    return "Delete " + KeyText.named(key) + " for good?";
  }
}
