package dev.sallyport.auth.cli;

import dev.sallyport.auth.ResourceManager;
import dev.sallyport.auth.Sallyport;
import dev.sallyport.auth.spi.Attribution;
import dev.sallyport.auth.spi.OwnerRegistry;
import dev.sallyport.auth.spi.ResourceId;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code create-resource}: makes a resource of an account, without bound keys. */
@Command(
    name = "create-resource",
    header = "Make a resource of an account, to which keys can be bound.",
    description = {
      "",
      "Requests for it need a key of this account. While no key is bound to it, any will do, or"
          + " none at all where the filter's unbound-resources is open; 'add-api-key' binds one.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sallyport create-resource --account-number 3141-5926-5359 --name sales-bot",
      "  sallyport create-resource --account-number 3141-5926-5359 --type plugin --name weather"
    },
    sortOptions = false)
final class CreateResource implements Callable<Integer> {
  @Mixin private final ResourceOptions resource = new ResourceOptions();
  @Mixin private final ReasonOption reason = new ReasonOption();

  @ArgGroup(validate = false, heading = DatabaseOptions.HEADING)
  private final DatabaseOptions database = new DatabaseOptions();

  private final Surroundings surroundings;

  CreateResource(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    String account = resource.accountNumber();
    ResourceId id = resource.id();
    Attribution by = reason.by(surroundings);
    Output output = surroundings.output();
    try (Sallyport sallyport = database.open(surroundings)) {
      ResourceManager resources =
          DatabaseOptions.resources(sallyport, surroundings).attributedTo(by);
      if (isMissing(account, sallyport)) {
        output.error("there is no account " + account + "; 'sallyport create-account' makes one.");
        return ExitCode.REFUSED;
      }
      if (!resources.create(account, id)) {
        output.error("the name " + id + " is taken.");
        return ExitCode.REFUSED;
      }
    }
    output.result(Printable.line("Created the resource " + id + " of " + account + "."));
    return ExitCode.DONE;
  }

  /** Where the host keeps accounts, it is believed. */
  private static boolean isMissing(String account, Sallyport sallyport) {
    return sallyport.owners() instanceof OwnerRegistry
        && sallyport.ownerManager().account(account).isEmpty();
  }
}
