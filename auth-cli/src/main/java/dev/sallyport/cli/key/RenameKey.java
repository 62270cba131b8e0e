package dev.sallyport.cli.key;

import dev.sallyport.cli.client.KeyChange;
import dev.sallyport.cli.connection.ConnectionOptions;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.input.ReasonOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Command {@code rename}: changes the name of a key. */
@Command(
    name = "rename",
    header = "Change the name of a key.",
    description = "",
    customSynopsis = "sallyport rename [OPTIONS] (KEY_ID | --key-id=KEY_ID) NAME",
    footer = {
      "",
      "Examples:",
      "  sallyport rename 4f5e1d9c-2b6a-4c8f-9d3e-7a1b0c2d3e4f 'CI of the blue team'"
    },
    sortOptions = false)
public final class RenameKey implements Callable<Integer> {
  @Mixin private final KeyIdAndText arguments = new KeyIdAndText();
  @Mixin private final ReasonOption reason = new ReasonOption();

  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  private final CliContext context;

  public RenameKey(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    String name = arguments.text("NAME");
    return new KeyChangeCommand(context, connection, reason.auditContext(context))
        .apply(arguments.keyId(), new KeyChange.Rename(name), key -> "has a new name");
  }
}
