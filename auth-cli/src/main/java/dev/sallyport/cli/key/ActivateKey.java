package dev.sallyport.cli.key;

import dev.sallyport.cli.client.KeyChange;
import dev.sallyport.cli.connection.ConnectionOptions;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.input.ReasonOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code activate}. */
@Command(
    name = "activate",
    header = "Switch a key on; one that is on stays so.",
    description = {"", "A running server in another process sees it within its max-staleness.", ""},
    footer = {
      "",
      "Examples:",
      "  sallyport activate 4f5e1d9c-2b6a-4c8f-9d3e-7a1b0c2d3e4f",
      "  sallyport activate --key-id 4f5e1d9c-2b6a-4c8f-9d3e-7a1b0c2d3e4f"
    },
    sortOptions = false)
public final class ActivateKey implements Callable<Integer> {
  @Mixin private final KeyId keyId = new KeyId();
  @Mixin private final ReasonOption reason = new ReasonOption();

  @Mixin private final ConnectionOptions place = new ConnectionOptions();

  private final CliContext surroundings;

  public ActivateKey(CliContext surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    return new KeyChangeCommand(surroundings, place, reason.by(surroundings))
        .apply(keyId.value(), KeyChange.Switch.ACTIVATE, KeyChangeCommand::stateOf);
  }
}
