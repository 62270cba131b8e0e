package dev.sallyport.cli.key;

import dev.sallyport.admin.api.CreatedKeyView;
import dev.sallyport.admin.api.KeyView;
import dev.sallyport.audit.AuditContext;
import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.connection.ConnectionOptions;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.context.Output;
import dev.sallyport.cli.input.CidrConverter;
import dev.sallyport.cli.input.ReasonOption;
import dev.sallyport.cli.output.ExitCode;
import dev.sallyport.cli.output.OutputFormat;
import dev.sallyport.cli.owner.OwnerOptions;
import dev.sallyport.key.Network;
import dev.sallyport.key.Owner;
import dev.sallyport.management.CreateKeyRequest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code create-api-key}: makes a key and shows its token, once. */
@Command(
    name = "create-api-key",
    header = "Make an API key for a user and show its token, once.",
    description = {
      "",
      "The user must be active staff of an active account. The token is the only line on standard"
          + " output; it is stored nowhere and cannot be shown again.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sallyport create-api-key --account-number 3141-5926-5359 --username admin \\",
      "      --name ci --description 'Deploys from CI' --expires 90d --scope chat:read,chat:write",
      "  sallyport create-api-key --account-number 3141-5926-5359 --username admin \\",
      "      --network 192.0.2.0/24,2001:db8::/32",
      "  TOKEN=$(sallyport create-api-key --account-number 3141-5926-5359 --username admin)",
      "  sallyport create-api-key --account-number 3141-5926-5359 --username admin \\",
      "      --format json | jq -r .key.id"
    },
    sortOptions = false)
public final class CreateApiKey implements Callable<Integer> {
  @Mixin private final OwnerOptions owner = new OwnerOptions();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      order = 3,
      description = "What people call it; ACCOUNT.USER if left out.")
  private @Nullable String name;

  @Option(
      names = "--description",
      paramLabel = "TEXT",
      order = 4,
      description = "What it is for, up to 255 characters.")
  private String description = "";

  @ArgGroup private final LifetimeOptions life = new LifetimeOptions();

  @Option(
      names = "--scope",
      split = ",",
      paramLabel = "SCOPE",
      order = 7,
      description = "What it may be used for; may be repeated.")
  private List<String> scopes = List.of();

  @Option(
      names = "--network",
      split = ",",
      paramLabel = "CIDR",
      order = 8,
      converter = CidrConverter.class,
      description =
          "From where it may be used, such as 192.0.2.0/24, 2001:db8::/32 or one address; may be"
              + " repeated. From anywhere if left out.")
  private List<Network> networks = List.of();

  @Option(
      names = "--tag",
      split = ",",
      paramLabel = "TAG",
      order = 9,
      description = "A label of your own; may be repeated.")
  private List<String> tags = List.of();

  @Mixin private final OutputFormat.Choice format = new OutputFormat.Choice();
  @Mixin private final ReasonOption reason = new ReasonOption();

  @Mixin private final ConnectionOptions place = new ConnectionOptions();

  private final CliContext surroundings;

  public CreateApiKey(CliContext surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    CreateKeyRequest wanted = wanted();
    AuditContext by = reason.by(surroundings);
    CreatedKeyView created;
    try (AdminClient backoffice = place.open(surroundings, by)) {
      created = backoffice.keys().create(wanted);
    }
    show(created);
    return ExitCode.DONE;
  }

  private CreateKeyRequest wanted() {
    Owner of = owner.owner();
    String called =
        Optional.ofNullable(name).orElseGet(() -> of.accountNumber() + "." + of.username());
    return CreateKeyRequest.of(of, called)
        .description(description)
        .scopes(scopes)
        .networks(networks)
        .tags(tags)
        .lifetime(life.lifetime());
  }

  private void show(CreatedKeyView created) {
    Output output = surroundings.output();
    KeyView key = created.key();
    if (!format.isTable()) {
      output.result(format.text(created));
      return;
    }
    output.note("Created API key " + key.id());
    output.note("  name     " + key.name());
    output.note("  owner    " + KeyText.owner(key.owner()));
    output.note("  expires  " + KeyText.end(key));
    output.newToken(created.token());
  }
}
