package dev.sallyport.cli.resource;

import dev.sallyport.cli.context.CliContext;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code remove-api-key}: lets a resource require a key no more. */
@Command(
    name = "remove-api-key",
    header = "Undo the binding of a key to a resource; the key itself stays.",
    description = {
      "",
      "A resource without bound keys lets in every key of its account, or everybody where the"
          + " filter's unbound-resources is open. A running server in another process sees it"
          + " within its max-staleness.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sallyport remove-api-key --account-number 3141-5926-5359 \\",
      "      --key-id 4f5e1d9c-2b6a-4c8f-9d3e-7a1b0c2d3e4f --name sales-bot"
    },
    sortOptions = false)
public final class RemoveApiKey implements Callable<Integer> {
  @Mixin private final BindingChange change = new BindingChange();

  private final CliContext surroundings;

  public RemoveApiKey(CliContext surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    return change.apply(
        surroundings, false, "is bound no more to the resource", "was not bound to the resource");
  }
}
