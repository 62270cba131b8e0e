package dev.sallyport.cli.resource;

import dev.sallyport.admin.api.ResourceView;
import dev.sallyport.authorization.ResourceId;
import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.client.ResourceClient;
import dev.sallyport.cli.connection.ChangeOptions;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.input.ConfirmationPrompt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Command {@code resources delete}: deletes a resource after confirmation. */
@Command(
    name = "delete",
    header = "Delete a resource and its bindings permanently, after confirmation.",
    description = {
      "",
      "Bound keys are not deleted. Without a terminal, such as in a script, --yes is required.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sallyport resources delete --account acme --name sales-bot",
      "  sallyport resources delete --account acme --name sales-bot --yes"
    },
    sortOptions = false)
public final class DeleteResource implements Runnable {
  @Mixin private final ResourceOptions resource = new ResourceOptions();
  @Mixin private final ConfirmationPrompt confirmation = new ConfirmationPrompt();
  @Mixin private final ChangeOptions options = new ChangeOptions();

  private final CliContext context;

  public DeleteResource(CliContext context) {
    this.context = context;
  }

  @Override
  public void run() {
    String account = resource.accountId();
    ResourceId id = resource.id();
    confirmation.requirePossible(context);
    try (AdminClient client = options.open(context)) {
      ResourceClient resources = client.resources();
      resources
          .find(account, id)
          .ifPresent(found -> confirmation.require(context, question(found)));
      if (!resources.delete(account, id)) {
        throw resource.notFound();
      }
    }
    context.output().sentence("Deleted resource " + id + ".");
  }

  private static String question(ResourceView found) {
    int keys = found.groupIds().size();
    String bound =
        switch (keys) {
          case 0 -> "no bound keys";
          case 1 -> "1 bound key";
          default -> keys + " bound keys";
        };
    return "Delete resource %s/%s (%s) permanently?".formatted(found.type(), found.name(), bound);
  }
}
