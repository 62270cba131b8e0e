package dev.sallyport.cli.resource;

import dev.sallyport.cli.context.CliContext;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Command {@code bindings add}: binds a key to a resource. */
@Command(
    name = "add",
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
      "  sallyport bindings add 4f5e1d9c --account acme --name sales-bot",
      "  sallyport bindings add ci --account acme --type plugin --name weather"
    },
    sortOptions = false)
public final class BindKey implements Callable<Integer> {
  @Mixin private final BindingChange change = new BindingChange();

  private final CliContext context;

  public BindKey(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return change.apply(context, true, "is now bound to resource", "was already bound to resource");
  }
}
