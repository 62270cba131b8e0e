package dev.sallyport.cli.key;

import dev.sallyport.admin.api.KeyView;
import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.client.KeyClient;
import dev.sallyport.cli.connection.ChangeOptions;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.input.ConfirmationPrompt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Command {@code keys delete}: deletes a key after confirmation. */
@Command(
    name = "delete",
    header = "Delete a key permanently, after confirmation.",
    description = {
      "",
      "To stop a key temporarily, use 'keys deactivate'. Without a terminal, such as in a script, --yes"
          + " is required.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sallyport keys delete 4f5e1d9c",
      "  sallyport keys delete ci --yes"
    },
    sortOptions = false)
public final class DeleteKey implements Runnable {
  @Mixin private final KeyArgument key = new KeyArgument();
  @Mixin private final ConfirmationPrompt confirmation = new ConfirmationPrompt();
  @Mixin private final ChangeOptions options = new ChangeOptions();

  private final CliContext context;

  public DeleteKey(CliContext context) {
    this.context = context;
  }

  @Override
  public void run() {
    KeyReference reference = key.reference();
    confirmation.requirePossible(context);
    try (AdminClient client = options.open(context)) {
      KeyClient keys = client.keys();
      KeyView found = keys.find(reference.id(keys)).orElseThrow(reference::notFound);
      confirmation.require(context, "Delete " + KeyText.named(found) + " permanently?");
      KeyView deleted = keys.delete(found.id()).orElseThrow(reference::notFound);
      context.output().sentence("Deleted " + KeyText.named(deleted) + ".");
    }
  }
}
