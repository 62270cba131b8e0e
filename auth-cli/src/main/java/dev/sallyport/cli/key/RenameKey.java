package dev.sallyport.cli.key;

import dev.sallyport.cli.client.KeyChange;
import dev.sallyport.cli.connection.ConnectionOptions;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.input.ReasonOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code rename}. */
@Command(
    name = "rename",
    header = "Give a key another name.",
    description = "",
    customSynopsis = "sallyport rename [OPTIONS] (KEY_ID | --key-id=KEY_ID) NAME",
    footer = {
      "",
      "Examples:",
      "  sallyport rename 4f5e1d9c-2b6a-4c8f-9d3e-7a1b0c2d3e4f 'CI of the blue team'"
    },
    sortOptions = false)
public final class RenameKey implements Callable<Integer> {
  @Mixin private final KeyIdAndText words = new KeyIdAndText();
  @Mixin private final ReasonOption reason = new ReasonOption();

  @Mixin private final ConnectionOptions place = new ConnectionOptions();

  private final CliContext surroundings;

  public RenameKey(CliContext surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    String name = words.text("NAME");
    return new KeyChangeCommand(surroundings, place, reason.by(surroundings))
        .apply(words.keyId(), new KeyChange.Rename(name), key -> "has its new name");
  }
}
