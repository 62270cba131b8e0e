package dev.sallyport.cli.resource;

import dev.sallyport.audit.AuditContext;
import dev.sallyport.authorization.ResourceId;
import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.connection.ConnectionOptions;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.input.ReasonOption;
import dev.sallyport.cli.output.ExitCode;
import dev.sallyport.cli.output.PrintableText;
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
public final class CreateResource implements Callable<Integer> {
  @Mixin private final ResourceOptions resource = new ResourceOptions();

  @Option(
      names = "--key-id",
      split = ",",
      paramLabel = "KEY_ID",
      order = 5,
      description = "A key of the account that the resource requires; may be repeated.")
  private List<UUID> keyIds = List.of();

  @Mixin private final ReasonOption reason = new ReasonOption();

  @Mixin private final ConnectionOptions place = new ConnectionOptions();

  private final CliContext surroundings;

  public CreateResource(CliContext surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    String account = resource.accountNumber();
    ResourceId id = resource.id();
    AuditContext by = reason.by(surroundings);
    try (AdminClient backoffice = place.open(surroundings, by)) {
      backoffice.resources().create(account, id, keyIds);
    }
    surroundings
        .output()
        .result(PrintableText.line("Created the resource " + id + " of " + account + "."));
    return ExitCode.DONE;
  }
}
