package dev.sallyport.auth.cli;

import dev.sallyport.auth.spi.Attribution;
import dev.sallyport.auth.spi.ResourceId;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code create-resource}: creates a resource of an account, with the keys that it requires. */
@Command(
    name = "create-resource",
    header = "Create a resource of an account, with the keys that it requires.",
    description = {
      "",
      "Requests for it need one of the keys that are bound to it by --key-id, or later by"
          + " 'add-api-key'. While no key is bound, any key of the account will do, or none at all"
          + " where the filter's unbound-resources is open.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sallyport create-resource --account-number 3141-5926-5359 --name sales-bot",
      "  sallyport create-resource --account-number 3141-5926-5359 --name sales-bot \\",
      "      --key-id 4f5e1d9c-2b6a-4c8f-9d3e-7a1b0c2d3e4f",
      "  sallyport create-resource --account-number 3141-5926-5359 --type plugin --name weather"
    },
    sortOptions = false)
final class CreateResource implements Callable<Integer> {
  @Mixin private final ResourceOptions resource = new ResourceOptions();

  @Option(
      names = "--key-id",
      split = ",",
      paramLabel = "KEY_ID",
      order = 5,
      description = "A key of the account that the resource requires; may be repeated.")
  private List<UUID> keyIds = List.of();

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
      creation = backoffice.resources().create(account, id, keyIds);
    }
    switch (creation) {
      case NO_SUCH_ACCOUNT ->
          output.error(
              "there is no account " + account + "; 'sallyport create-account' makes one.");
      case NAME_TAKEN -> output.error("the name " + id + " is taken.");
      case NO_SUCH_KEY ->
          output.error("one of the keys does not exist in the account " + account + ".");
      case DONE ->
          output.result(Printable.line("Created the resource " + id + " of " + account + "."));
    }
    return creation == Resources.Creation.DONE ? ExitCode.DONE : ExitCode.REFUSED;
  }
}
