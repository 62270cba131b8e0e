package dev.sallyport.cli.key;

import dev.sallyport.admin.api.KeyView;
import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.connection.ConnectionOptions;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.output.ExitCode;
import dev.sallyport.cli.output.OutputFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Command {@code show}: shows one key without secrets. */
@Command(
    name = "show",
    header = "Show a key. Its token is not stored and cannot be shown.",
    description = "",
    footer = {
      "",
      "Examples:",
      "  sallyport show 4f5e1d9c-2b6a-4c8f-9d3e-7a1b0c2d3e4f",
      "  sallyport show 4f5e1d9c-2b6a-4c8f-9d3e-7a1b0c2d3e4f --format json | jq -r .state"
    },
    sortOptions = false)
public final class ShowKey implements Callable<Integer> {
  @Mixin private final KeyId keyId = new KeyId();
  @Mixin private final OutputFormat.Choice format = new OutputFormat.Choice();

  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  private final CliContext context;

  public ShowKey(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    UUID id = keyId.value();
    Optional<KeyView> key;
    try (AdminClient client = connection.open(context)) {
      key = client.keys().find(id);
    }
    if (key.isEmpty()) {
      return KeyChangeCommand.notFound(context, id);
    }
    context.output().result(format.isTable() ? KeyText.of(key.get()) : format.text(key.get()));
    return ExitCode.DONE;
  }
}
