package dev.sallyport.cli.resource;

import dev.sallyport.authorization.ResourceId;
import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.connection.ChangeOptions;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.key.KeyReference;
import java.util.List;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Command {@code resources create}: creates a resource of an account. */
@Command(
    name = "create",
    header = "Create a resource of an account and bind keys to it.",
    description = {
      "",
      "Requests for the resource require one of the keys bound by --key or by 'bindings add'."
          + " While no key is bound, the resource accepts any key of the account, or all requests"
          + " if the filter's setting unbound-resources is open.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sallyport resources create --account acme --name sales-bot",
      "  sallyport resources create --account acme --name sales-bot \\",
      "      --key ci",
      "  sallyport resources create --account acme --type plugin --name weather"
    },
    sortOptions = false)
public final class CreateResource implements Runnable {
  @Mixin private final ResourceOptions resource = new ResourceOptions();

  @Option(
      names = "--key",
      paramLabel = "KEY",
      order = 5,
      description = "Key of the account to bind, by its id or name. May be repeated.")
  private List<String> keys = List.of();

  @Mixin private final ChangeOptions options = new ChangeOptions();

  private final CliContext context;

  public CreateResource(CliContext context) {
    this.context = context;
  }

  @Override
  public void run() {
    String account = resource.accountId();
    ResourceId id = resource.id();
    List<KeyReference> references = keys.stream().map(KeyReference::of).toList();
    try (AdminClient client = options.open(context)) {
      List<UUID> keyIds = references.stream().map(it -> it.id(client.keys())).toList();
      client.resources().create(account, id, keyIds);
    }
    context.output().sentence("Created resource " + id + " of account " + account + ".");
  }
}
