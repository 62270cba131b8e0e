package dev.sallyport.cli.owner;

import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.client.OwnerClient;
import dev.sallyport.cli.connection.ChangeOptions;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.input.PasswordOptions;
import dev.sallyport.cli.output.DeniedException;
import dev.sallyport.cli.output.UsageException;
import dev.sallyport.key.Owner;
import dev.sallyport.key.UserKind;
import dev.sallyport.spi.OwnerRegistry.User;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Command {@code users create}: creates a user of an account. */
@Command(
    name = "create",
    header = "Create a user of an account.",
    description = {
      "",
      "API keys can only be created for staff users: use --staff, or 'users promote' later. The"
          + " password is for signing in; API keys do not need one. It is read from two prompts or"
          + " a file, never from an argument, because arguments are visible to other users of the"
          + " machine. It must have 8 or more characters of any kind and is stored as an Argon2id"
          + " hash.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sallyport users create --account acme --user admin --staff",
      "  sallyport users create --account acme --user ada \\",
      "      --email ada@example.com --password-file ./password.txt",
      "  sallyport users create --account acme --user ci --service"
    },
    sortOptions = false)
public final class CreateUser implements Runnable {
  @Mixin private final OwnerOptions owner = new OwnerOptions();

  @Option(
      names = "--email",
      paramLabel = "ADDRESS",
      order = 3,
      description = "Email address of the user.")
  private String email = "";

  @Option(
      names = "--staff",
      negatable = true,
      defaultValue = "" + User.STAFF_BY_DEFAULT,
      fallbackValue = "true",
      order = 4,
      description =
          "Make the user staff: API keys can be created for the user, who can also sign in to the"
              + " console. Default: no.")
  private boolean staff;

  @Option(
      names = "--service",
      order = 5,
      description =
          "Make the user a service: a program that has API keys, but no password and no sessions."
              + " Implies --staff.")
  private boolean service;

  @Mixin private final PasswordOptions password = new PasswordOptions();
  @Mixin private final ChangeOptions options = new ChangeOptions();

  private final CliContext context;

  public CreateUser(CliContext context) {
    this.context = context;
  }

  @Override
  public void run() {
    Owner newOwner = owner.newOwner();
    UserKind kind = service ? UserKind.SERVICE : UserKind.PERSON;
    User user =
        UsageException.convertInvalidValue(
            () -> new User(newOwner, kind, email, true, staff || service, null, null));
    try (AdminClient client = options.open(context)) {
      OwnerClient owners = client.owners();
      // Checked before the prompt for a password; create checks again.
      requireNew(owners, newOwner);
      if (!owners.create(user, service ? Optional.empty() : password.read(context))) {
        requireNew(owners, newOwner);
        throw new DeniedException("the user was not created; try again");
      }
    }
    String note = service ? "service" : staff ? "staff" : "not staff, cannot have API keys";
    context.output().sentence("Created user %s (%s).".formatted(newOwner, note));
  }

  private static void requireNew(OwnerClient owners, Owner newOwner) {
    String account = newOwner.accountId();
    if (!account.equals(Owner.DEFAULT_ACCOUNT) && owners.account(account).isEmpty()) {
      throw OwnerChange.Kind.ACCOUNT.notFound(account);
    }
    if (owners.user(newOwner).isPresent()) {
      throw new DeniedException("user %s already exists".formatted(newOwner));
    }
  }
}
