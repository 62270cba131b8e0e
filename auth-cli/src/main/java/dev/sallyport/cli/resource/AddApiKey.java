package dev.sallyport.cli.resource;

import dev.sallyport.cli.context.CliContext;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Command {@code add-api-key}: binds a key to a resource. */
@Command(
    name = "add-api-key",
    header = "Bind a key to a resource. Requests for it then require a bound key.",
    description = {
      "",
      "The binding also applies to the successors of the key. The resource stays closed to all"
          + " other keys even if the bound keys are deactivated or deleted. Running servers apply"
          + " the change within their max-staleness.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sallyport add-api-key --account acme \\",
      "      --key-id 4f5e1d9c-2b6a-4c8f-9d3e-7a1b0c2d3e4f --name sales-bot"
    },
    sortOptions = false)
public final class AddApiKey implements Callable<Integer> {
  @Mixin private final BindingChange change = new BindingChange();

  private final CliContext context;

  public AddApiKey(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return change.apply(context, true, "is now bound to resource", "was already bound to resource");
  }
}
