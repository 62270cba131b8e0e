package dev.sallyport.auth.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code describe}. */
@Command(
    name = "describe",
    header = "Give a key another description; an empty one removes it.",
    description = "",
    customSynopsis = "sallyport describe [OPTIONS] (KEY_ID | --key-id=KEY_ID) TEXT",
    footer = {
      "",
      "Examples:",
      "  sallyport describe 4f5e1d9c-2b6a-4c8f-9d3e-7a1b0c2d3e4f 'Deploys from CI, ask Ada'"
    },
    sortOptions = false)
final class DescribeKey implements Callable<Integer> {
  @Mixin private final KeyIdAndText words = new KeyIdAndText();
  @Mixin private final ReasonOption reason = new ReasonOption();

  @Mixin private final Place place = new Place();

  private final Surroundings surroundings;

  DescribeKey(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    String description = words.text("TEXT");
    return new KeyChange(surroundings, place, reason.by(surroundings))
        .apply(
            words.keyId(), new Alteration.Describe(description), key -> "has its new description");
  }
}
