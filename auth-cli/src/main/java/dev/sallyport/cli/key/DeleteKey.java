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

/** Command {@code delete}: deletes a key after confirmation. */
@Command(
    name = "delete",
    header = "Delete a key permanently, after confirmation.",
    description = {
      "",
      "To stop a key temporarily, use 'deactivate'. Without a terminal, such as in a script, --yes"
          + " is required.",
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

  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  private final CliContext context;

  public DeleteKey(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    UUID id = keyId.value();
    AuditContext by = reason.auditContext(context);
    if (!confirmation.isPossible(context)) {
      return ExitCode.DENIED;
    }
    try (AdminClient client = connection.open(context, by)) {
      KeyClient keys = client.keys();
      Optional<KeyView> key = keys.find(id);
      if (key.isPresent() && !confirmation.isConfirmed(context, question(key.get()))) {
        return ExitCode.DENIED;
      }
      key = keys.delete(id);
      if (key.isEmpty()) {
        return KeyChangeCommand.notFound(context, id);
      }
      context.output().result(PrintableText.line("Deleted " + KeyText.named(key.get()) + "."));
      return ExitCode.DONE;
    }
  }

  private static String question(KeyView key) {
    return "Delete " + KeyText.named(key) + " permanently?";
  }
}
