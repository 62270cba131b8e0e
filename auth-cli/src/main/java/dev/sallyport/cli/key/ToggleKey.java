package dev.sallyport.cli.key;

import dev.sallyport.cli.client.KeyChange;
import dev.sallyport.cli.connection.ConnectionOptions;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.input.ReasonOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code toggle}. */
@Command(
    name = "toggle",
    header = "Switch a key off if it is on, and on if it is off.",
    description = {"", "A running server in another process sees it within its max-staleness.", ""},
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

  @Mixin private final ConnectionOptions place = new ConnectionOptions();

  private final CliContext surroundings;

  public ToggleKey(CliContext surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    return new KeyChangeCommand(surroundings, place, reason.by(surroundings))
        .apply(keyId.value(), KeyChange.Switch.TOGGLE, KeyChangeCommand::stateOf);
  }
}
