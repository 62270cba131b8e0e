package dev.sallyport.auth.cli;

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
final class ActivateKey implements Callable<Integer> {
  @Mixin private final KeyId keyId = new KeyId();
  @Mixin private final ReasonOption reason = new ReasonOption();

  @Mixin private final Place place = new Place();

  private final Surroundings surroundings;

  ActivateKey(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    return new KeyChange(surroundings, place, reason.by(surroundings))
        .apply(keyId.value(), Alteration.Switch.ACTIVATE, KeyChange::stateOf);
  }
}
