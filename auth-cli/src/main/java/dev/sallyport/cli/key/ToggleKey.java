package dev.sallyport.cli.key;

import dev.sallyport.cli.client.KeyChange;
import dev.sallyport.cli.connection.ConnectionOptions;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.input.ReasonOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Command {@code toggle}: activates or deactivates a key. */
@Command(
    name = "toggle",
    header = "Deactivate an active key, or activate an inactive one.",
    description = {"", "Running servers apply the change within their max-staleness.", ""},
    footer = {
      "",
      "Examples:",
      "  sallyport toggle 4f5e1d9c-2b6a-4c8f-9d3e-7a1b0c2d3e4f",
      "  sallyport toggle --key-id 4f5e1d9c-2b6a-4c8f-9d3e-7a1b0c2d3e4f"
    },
    sortOptions = false)
public final class ToggleKey implements Callable<Integer> {
  @Mixin private final KeyId keyId = new KeyId();
  @Mixin private final ReasonOption reason = new ReasonOption();

  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  private final CliContext context;

  public ToggleKey(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return new KeyChangeCommand(context, connection, reason.auditContext(context))
        .apply(keyId.value(), KeyChange.Switch.TOGGLE, KeyChangeCommand::stateOf);
  }
}
