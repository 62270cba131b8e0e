package dev.sallyport.cli.key;

import dev.sallyport.cli.client.KeyChange;
import dev.sallyport.cli.connection.ConnectionOptions;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.input.ReasonOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Command {@code describe}: changes the description of a key. */
@Command(
    name = "describe",
    header = "Change the description of a key. An empty text removes it.",
    description = "",
    customSynopsis = "sallyport describe [OPTIONS] (KEY_ID | --key-id=KEY_ID) TEXT",
    footer = {
      "",
      "Examples:",
      "  sallyport describe 4f5e1d9c-2b6a-4c8f-9d3e-7a1b0c2d3e4f 'Deploys from CI, ask Ada'"
    },
    sortOptions = false)
public final class DescribeKey implements Callable<Integer> {
  @Mixin private final KeyIdAndText arguments = new KeyIdAndText();
  @Mixin private final ReasonOption reason = new ReasonOption();

  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  private final CliContext context;

  public DescribeKey(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    String description = arguments.text("TEXT");
    return new KeyChangeCommand(context, connection, reason.auditContext(context))
        .apply(
            arguments.keyId(), new KeyChange.Describe(description), key -> "has a new description");
  }
}
