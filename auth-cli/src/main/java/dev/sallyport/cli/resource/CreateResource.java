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

/** Command {@code create-resource}: creates a resource of an account. */
@Command(
    name = "create-resource",
    header = "Create a resource of an account and bind keys to it.",
    description = {
      "",
      "Requests for the resource require one of the keys bound by --key-id or by 'add-api-key'."
          + " While no key is bound, the resource accepts any key of the account, or all requests"
          + " if the filter's setting unbound-resources is open.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sallyport create-resource --account acme --name sales-bot",
      "  sallyport create-resource --account acme --name sales-bot \\",
      "      --key-id 4f5e1d9c-2b6a-4c8f-9d3e-7a1b0c2d3e4f",
      "  sallyport create-resource --account acme --type plugin --name weather"
    },
    sortOptions = false)
public final class CreateResource implements Callable<Integer> {
  @Mixin private final ResourceOptions resource = new ResourceOptions();

  @Option(
      names = "--key-id",
      split = ",",
      paramLabel = "KEY_ID",
      order = 5,
      description = "Id of a key of the account to bind. May be repeated.")
  private List<UUID> keyIds = List.of();

  @Mixin private final ReasonOption reason = new ReasonOption();

  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  private final CliContext context;

  public CreateResource(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    String account = resource.accountId();
    ResourceId id = resource.id();
    AuditContext by = reason.auditContext(context);
    try (AdminClient client = connection.open(context, by)) {
      client.resources().create(account, id, keyIds);
    }
    context
        .output()
        .result(PrintableText.line("Created resource " + id + " of account " + account + "."));
    return ExitCode.DONE;
  }
}
