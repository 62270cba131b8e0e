package dev.sallyport.cli.key;

import dev.sallyport.cli.client.KeyChange;
import dev.sallyport.cli.connection.ConnectionOptions;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.input.ReasonOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Command {@code deactivate}: deactivates a key. */
@Command(
    name = "deactivate",
    header = "Deactivate a key. Its token is denied until the key is activated again.",
    description = {"", "Running servers apply the change within their max-staleness.", ""},
    footer = {
      "",
      "Examples:",
      "  sallyport deactivate 4f5e1d9c-2b6a-4c8f-9d3e-7a1b0c2d3e4f",
      "  sallyport deactivate --key-id 4f5e1d9c-2b6a-4c8f-9d3e-7a1b0c2d3e4f"
    },
    sortOptions = false)
public final class DeactivateKey implements Callable<Integer> {
  @Mixin private final KeyId keyId = new KeyId();
  @Mixin private final ReasonOption reason = new ReasonOption();

  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  private final CliContext context;

  public DeactivateKey(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return new KeyChangeCommand(context, connection, reason.auditContext(context))
        .apply(keyId.value(), KeyChange.Switch.DEACTIVATE, KeyChangeCommand::stateOf);
  }
}
