package dev.sallyport.cli.resource;

import dev.sallyport.cli.context.CliContext;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Command {@code bindings remove}: removes the binding of a key to a resource. */
@Command(
    name = "remove",
    header = "Remove the binding of a key to a resource. The key is not deleted.",
    description = {
      "",
      "A resource without bound keys accepts any key of its account, or all requests if the"
          + " filter's setting unbound-resources is open. Running servers apply the change within"
          + " their max-staleness.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sallyport bindings remove 4f5e1d9c --account acme --name sales-bot"
    },
    sortOptions = false)
public final class UnbindKey implements Callable<Integer> {
  @Mixin private final BindingChange change = new BindingChange();

  private final CliContext context;

  public UnbindKey(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return change.apply(
        context, false, "is no longer bound to resource", "was not bound to resource");
  }
}
