package dev.sallyport.cli.resource;

import dev.sallyport.cli.context.CliContext;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code add-api-key}: lets a resource require a key. */
@Command(
    name = "add-api-key",
    header = "Bind a key to a resource, which then requires it, or another one bound to it.",
    description = {
      "",
      "The binding holds for the keys that succeed this one by rotation too. The resource stays"
          + " closed to all others also when the bound keys are switched off or deleted. A running"
          + " server in another process sees it within its max-staleness.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sallyport add-api-key --account-number 3141-5926-5359 \\",
      "      --key-id 4f5e1d9c-2b6a-4c8f-9d3e-7a1b0c2d3e4f --name sales-bot"
    },
    sortOptions = false)
public final class AddApiKey implements Callable<Integer> {
  @Mixin private final BindingChange change = new BindingChange();

  private final CliContext surroundings;

  public AddApiKey(CliContext surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    return change.apply(
        surroundings, true, "is bound now to the resource", "was bound before to the resource");
  }
}
