package dev.sallyport.cli.key;

import dev.sallyport.admin.api.KeyView;
import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.client.KeyClient;
import dev.sallyport.cli.connection.ConnectionOptions;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.output.OutputFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Command {@code keys show}: shows one key without secrets. */
@Command(
    name = "show",
    header = "Show a key. Its token is not stored and cannot be shown.",
    description = "",
    footer = {
      "",
      "Examples:",
      "  sallyport keys show 4f5e1d9c",
      "  sallyport keys show 4f5e1d9c --format json | jq -r .state"
    },
    sortOptions = false)
public final class ShowKey implements Runnable {
  @Mixin private final KeyArgument key = new KeyArgument();
  @Mixin private final OutputFormat.Choice format = new OutputFormat.Choice();

  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  private final CliContext context;

  public ShowKey(CliContext context) {
    this.context = context;
  }

  @Override
  public void run() {
    KeyReference reference = key.reference();
    KeyView found;
    try (AdminClient client = connection.open(context)) {
      KeyClient keys = client.keys();
      found = keys.find(reference.id(keys)).orElseThrow(reference::notFound);
    }
    context.output().result(format.isTable() ? KeyText.of(found, context) : format.text(found));
  }
}
