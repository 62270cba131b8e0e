package dev.sallyport.cli.key;

import dev.sallyport.admin.api.KeyView;
import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.client.KeyClient;
import dev.sallyport.cli.connection.ChangeOptions;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.input.ConfirmationPrompt;
import dev.sallyport.cli.output.ExitCode;
import dev.sallyport.cli.output.PrintableText;
import java.util.concurrent.Callable;
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
public final class DeleteKey implements Callable<Integer> {
  @Mixin private final KeyArgument key = new KeyArgument();
  @Mixin private final ConfirmationPrompt confirmation = new ConfirmationPrompt();
  @Mixin private final ChangeOptions options = new ChangeOptions();

  private final CliContext context;

  public DeleteKey(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    KeyReference reference = key.reference();
    if (!confirmation.isPossible(context)) {
      return ExitCode.DENIED;
    }
    try (AdminClient client = options.open(context)) {
      KeyClient keys = client.keys();
      KeyView found = keys.find(reference.id(keys)).orElseThrow(reference::notFound);
      if (!confirmation.isConfirmed(context, question(found))) {
        return ExitCode.DENIED;
      }
      KeyView deleted = keys.delete(found.id()).orElseThrow(reference::notFound);
      context.output().result(PrintableText.line("Deleted " + KeyText.named(deleted) + "."));
      return ExitCode.DONE;
    }
  }

  private static String question(KeyView key) {
    return "Delete " + KeyText.named(key) + " permanently?";
  }
}
