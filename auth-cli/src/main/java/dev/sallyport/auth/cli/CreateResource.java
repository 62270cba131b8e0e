package dev.sallyport.auth.cli;

import dev.sallyport.auth.spi.Attribution;
import dev.sallyport.auth.spi.ResourceId;
import java.util.concurrent.Callable;
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

  @Mixin private final Place place = new Place();

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
    Resources.Creation creation;
    try (Backoffice backoffice = place.open(surroundings, by)) {
      creation = backoffice.resources().create(account, id);
    }
    switch (creation) {
      case NO_SUCH_ACCOUNT ->
          output.error(
              "there is no account " + account + "; 'sallyport create-account' makes one.");
      case NAME_TAKEN -> output.error("the name " + id + " is taken.");
      case DONE ->
          output.result(Printable.line("Created the resource " + id + " of " + account + "."));
    }
    return creation == Resources.Creation.DONE ? ExitCode.DONE : ExitCode.REFUSED;
  }
}
