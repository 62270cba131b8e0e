package dev.sallyport.auth.cli;

import dev.sallyport.auth.CreateResult;
import dev.sallyport.auth.CreateResult.Created;
import dev.sallyport.auth.CreateResult.Reason;
import dev.sallyport.auth.CreateResult.Refused;
import dev.sallyport.auth.NewKey;
import dev.sallyport.auth.Sallyport;
import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.Owner;
import java.time.Instant;
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
      "  TOKEN=$(sallyport create-api-key --account-number 3141-5926-5359 --username admin)",
      "  sallyport create-api-key --account-number 3141-5926-5359 --username admin \\",
      "      --format json | jq -r .id"
    },
    sortOptions = false)
final class CreateApiKey implements Callable<Integer> {
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

  @Option(
      names = "--expires",
      paramLabel = "WHEN",
      order = 5,
      converter = Expiry.Converter.class,
      description =
          "Its end: after a length such as 12h, 30d or 8w, at the end of a day in UTC such as"
              + " 2027-01-31, or at an instant such as 2027-01-31T12:00:00Z; never if left out.")
  private @Nullable Expiry expires;

  @Option(
      names = "--scope",
      split = ",",
      paramLabel = "SCOPE",
      order = 6,
      description = "What it may be used for; may be repeated.")
  private List<String> scopes = List.of();

  @Option(
      names = "--tag",
      split = ",",
      paramLabel = "TAG",
      order = 7,
      description = "A label of your own; may be repeated.")
  private List<String> tags = List.of();

  @Mixin private final OutputFormat.Choice format = new OutputFormat.Choice();

  @ArgGroup(validate = false, heading = DatabaseOptions.HEADING)
  private final DatabaseOptions database = new DatabaseOptions();

  private final Surroundings surroundings;

  CreateApiKey(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    NewKey wanted = wanted();
    CreateResult result;
    try (Sallyport sallyport = database.open(surroundings)) {
      result = UsageException.unlessWithinBounds(() -> sallyport.keys().create(wanted));
    }
    if (result instanceof Created created) {
      show(created);
      return ExitCode.DONE;
    }
    surroundings.output().error(sentence(((Refused) result).reason(), wanted.owner()));
    return ExitCode.REFUSED;
  }

  private NewKey wanted() {
    Owner of = owner.owner();
    Instant now = surroundings.clock().instant();
    String called =
        Optional.ofNullable(name).orElseGet(() -> of.accountNumber() + "." + of.username());
    return NewKey.of(of, called)
        .description(description)
        .scopes(scopes)
        .tags(tags)
        .expiresAt(expires == null ? null : expires.from(now));
  }

  private void show(Created created) {
    Output output = surroundings.output();
    AuthToken key = created.key();
    if (format.isJson()) {
      Instant now = surroundings.clock().instant();
      output.result(Json.pretty(KeyJson.ofNew(key, created.token(), now)));
      return;
    }
    output.note("Created API key " + key.id());
    output.note("  name     " + key.name());
    output.note("  owner    " + KeyText.owner(key.owner()));
    output.note("  expires  " + KeyText.time(key.expiresAt(), "never"));
    output.note("Its token:");
    output.result(created.token().reveal());
    output.note("Copy the token now: it is not stored and cannot be shown again.");
  }

  private static String sentence(Reason reason, Owner owner) {
    return switch (reason) {
      case OWNER_UNKNOWN ->
          "there is no user %s of account %s; 'sallyport create-user' makes one."
              .formatted(owner.username(), owner.accountNumber());
      case OWNER_INACTIVE -> "the user %s or the account is switched off.".formatted(owner);
      case OWNER_NOT_STAFF ->
          "API keys can only be created for staff users, and %s is none.".formatted(owner);
      case EXPIRY_IN_THE_PAST -> "the key would have expired already; choose a later --expires.";
    };
  }
}
