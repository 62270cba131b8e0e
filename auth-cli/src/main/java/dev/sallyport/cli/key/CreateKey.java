package dev.sallyport.cli.key;

import dev.sallyport.admin.api.CreatedKeyView;
import dev.sallyport.admin.api.KeyView;
import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.connection.ChangeOptions;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.context.Output;
import dev.sallyport.cli.input.CidrConverter;
import dev.sallyport.cli.output.OutputFormat;
import dev.sallyport.cli.owner.OwnerOptions;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.Network;
import dev.sallyport.key.Owner;
import dev.sallyport.key.TextRules;
import dev.sallyport.management.CreateKeyRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Command {@code keys create}: creates a key and shows its token once. */
@Command(
    name = "create",
    header = "Create an API key for a user and show its token once.",
    description = {
      "",
      "The user must be active and staff, and the account active. The token is the only line on"
          + " standard output; it is not stored and cannot be shown again.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sallyport keys create --account acme --user ada \\",
      "      --name ci --description 'Deploys from CI' --expires 90d --scope chat:read,chat:write",
      "  sallyport keys create --account acme --user ada \\",
      "      --network 192.0.2.0/24,2001:db8::/32",
      "  TOKEN=$(sallyport keys create --account acme --user ada)",
      "  sallyport keys create --account acme --user ada \\",
      "      --format json | jq -r .key.id"
    },
    sortOptions = false)
public final class CreateKey implements Runnable {
  @Mixin private final OwnerOptions owner = new OwnerOptions();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      order = 3,
      description = "Name of the key. Default: ACCOUNT.USER.")
  private @Nullable String name;

  @Option(
      names = "--description",
      paramLabel = "TEXT",
      order = 4,
      description = "Description of the key, up to 255 characters.")
  private String description = "";

  @ArgGroup private final LifetimeOptions lifetime = new LifetimeOptions();

  @Option(
      names = "--scope",
      split = ",",
      paramLabel = "SCOPE",
      order = 7,
      description = "Scope that the key holds. May be repeated.")
  private List<String> scopes = List.of();

  @Option(
      names = "--network",
      split = ",",
      paramLabel = "CIDR",
      order = 8,
      converter = CidrConverter.class,
      description =
          "Network from which the key may be used, such as 192.0.2.0/24, 2001:db8::/32 or a single"
              + " address. May be repeated. Default: any network.")
  private List<Network> networks = List.of();

  @Option(
      names = "--tag",
      split = ",",
      paramLabel = "TAG",
      order = 9,
      description = "Tag of the key. May be repeated.")
  private List<String> tags = List.of();

  @Mixin private final OutputFormat.Choice format = new OutputFormat.Choice();
  @Mixin private final ChangeOptions options = new ChangeOptions();

  private final CliContext context;

  public CreateKey(CliContext context) {
    this.context = context;
  }

  @Override
  public void run() {
    CreatedKeyView created;
    try (AdminClient client = options.open(context)) {
      created = client.keys().create(request(owner.existing(client)));
    }
    show(created);
  }

  /** Returns the default name of Smarter's command, without an account that has no meaning. */
  private static String nameOf(Owner owner) {
    String account = owner.accountId().equals(Owner.DEFAULT_ACCOUNT) ? "" : owner.accountId() + ".";
    return TextRules.fit(account + owner.userId(), ApiKey.MAX_NAME);
  }

  private CreateKeyRequest request(Owner of) {
    String keyName = Optional.ofNullable(name).orElseGet(() -> nameOf(of));
    return CreateKeyRequest.of(of, keyName)
        .description(description)
        .scopes(scopes)
        .networks(networks)
        .tags(tags)
        .lifetime(lifetime.lifetime());
  }

  private void show(CreatedKeyView created) {
    Output output = context.output();
    KeyView key = created.key();
    if (!format.isTable()) {
      output.result(format.text(created));
      return;
    }
    output.note("Created API key " + key.id());
    output.note("  name     " + key.name());
    output.note("  owner    " + KeyText.owner(key.owner()));
    output.note("  expires  " + KeyText.expiry(key));
    output.newToken(created.token());
  }
}
