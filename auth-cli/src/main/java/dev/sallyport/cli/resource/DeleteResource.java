package dev.sallyport.cli.resource;

import dev.sallyport.admin.api.ResourceView;
import dev.sallyport.audit.AuditContext;
import dev.sallyport.authorization.ResourceId;
import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.client.ResourceClient;
import dev.sallyport.cli.connection.ConnectionOptions;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.input.ConfirmationPrompt;
import dev.sallyport.cli.input.ReasonOption;
import dev.sallyport.cli.output.ExitCode;
import dev.sallyport.cli.output.PrintableText;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code delete-resource}: removes a resource and its bindings, after asking. */
@Command(
    name = "delete-resource",
    header = "Remove a resource and what is bound to it; it asks first.",
    description = {
      "",
      "The keys themselves stay. In a script, where nobody can be asked, it needs --yes.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sallyport delete-resource --account-number 3141-5926-5359 --name sales-bot",
      "  sallyport delete-resource --account-number 3141-5926-5359 --name sales-bot --yes"
    },
    sortOptions = false)
public final class DeleteResource implements Callable<Integer> {
  @Mixin private final ResourceOptions resource = new ResourceOptions();
  @Mixin private final ConfirmationPrompt confirmation = new ConfirmationPrompt();
  @Mixin private final ReasonOption reason = new ReasonOption();

  @Mixin private final ConnectionOptions place = new ConnectionOptions();

  private final CliContext surroundings;

  public DeleteResource(CliContext surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    String account = resource.accountNumber();
    ResourceId id = resource.id();
    AuditContext by = reason.by(surroundings);
    if (!confirmation.isPossible(surroundings)) {
      return ExitCode.REFUSED;
    }
    try (AdminClient backoffice = place.open(surroundings, by)) {
      ResourceClient resources = backoffice.resources();
      Optional<ResourceView> found = resources.find(account, id);
      if (found.isPresent() && !confirmation.isGiven(surroundings, question(found.get()))) {
        return ExitCode.REFUSED;
      }
      if (!resources.delete(account, id)) {
        surroundings.output().error(resource.notFound());
        return ExitCode.REFUSED;
      }
    }
    surroundings.output().result(PrintableText.line("Deleted the resource " + id + "."));
    return ExitCode.DONE;
  }

  private static String question(ResourceView found) {
    int keys = found.keyFamilies().size();
    String bound =
        switch (keys) {
          case 0 -> "no key is bound";
          case 1 -> "one key is bound";
          default -> keys + " keys are bound";
        };
    return "Delete the resource %s/%s, to which %s, for good?"
        .formatted(found.type(), found.name(), bound);
  }
}
