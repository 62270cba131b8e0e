package dev.sallyport.cli.key;

import dev.sallyport.cli.client.KeyChange;
import dev.sallyport.cli.connection.ConnectionOptions;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.input.ReasonOption;
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
public final class DescribeKey implements Callable<Integer> {
  @Mixin private final KeyIdAndText words = new KeyIdAndText();
  @Mixin private final ReasonOption reason = new ReasonOption();

  @Mixin private final ConnectionOptions place = new ConnectionOptions();

  private final CliContext surroundings;

  public DescribeKey(CliContext surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    String description = words.text("TEXT");
    return new KeyChangeCommand(surroundings, place, reason.by(surroundings))
        .apply(
            words.keyId(), new KeyChange.Describe(description), key -> "has its new description");
  }
}
