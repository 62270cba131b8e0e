package dev.sallyport.cli.owner;

import dev.sallyport.audit.AuditContext;
import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.client.OwnerClient;
import dev.sallyport.cli.connection.ConnectionOptions;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.input.PasswordOptions;
import dev.sallyport.cli.input.ReasonOption;
import dev.sallyport.cli.output.ExitCode;
import dev.sallyport.cli.output.PrintableText;
import dev.sallyport.cli.output.UsageException;
import dev.sallyport.key.Owner;
import dev.sallyport.spi.OwnerRegistry.User;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code create-user}: makes a user of an account. */
@Command(
    name = "create-user",
    header = "Make a user of an account.",
    description = {
      "",
      "API keys can only be created for staff: give --staff, or use promote-user later."
          + " The password is for signing in, not for keys; it is"
          + " asked for twice unless it is in a file, and is never an argument, because others can"
          + " see those. It has 8 or more characters of any kind, and is stored as an Argon2id"
          + " hash.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sallyport create-user --account-number 3141-5926-5359 --username admin --staff",
      "  sallyport create-user --account-number 3141-5926-5359 --username ada \\",
      "      --email ada@example.com --password-file ./password.txt",
      "  sallyport create-user --account-number 3141-5926-5359 --username ci --staff --no-password"
    },
    sortOptions = false)
public final class CreateUser implements Callable<Integer> {
  @Mixin private final OwnerOptions owner = new OwnerOptions();

  @Option(
      names = "--email",
      paramLabel = "ADDRESS",
      order = 3,
      description = "Where the user gets mail.")
  private String email = "";

  @Option(
      names = "--staff",
      negatable = true,
      defaultValue = "" + User.STAFF_BY_DEFAULT,
      fallbackValue = "true",
      order = 4,
      description =
          "Whether keys may be made for the user, who may then sign in to the console too; no if left"
              + " out.")
  private boolean staff;

  @Mixin private final PasswordOptions password = new PasswordOptions();
  @Mixin private final ReasonOption reason = new ReasonOption();

  @Mixin private final ConnectionOptions place = new ConnectionOptions();

  private final CliContext surroundings;

  public CreateUser(CliContext surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Owner wanted = owner.owner();
    User user = UsageException.unlessWithinBounds(() -> new User(wanted, email, true, staff, null));
    AuditContext by = reason.by(surroundings);
    try (AdminClient backoffice = place.open(surroundings, by)) {
      OwnerClient owners = backoffice.owners();
      // Before anybody types a password for nothing; create decides for good.
      Optional<String> denial = denial(owners, wanted);
      if (denial.isPresent()) {
        return refuse(denial.get());
      }
      if (!owners.create(user, password.read(surroundings))) {
        return refuse(denial(owners, wanted).orElse("the user was not made; try again."));
      }
    }
    String kind = staff ? "staff" : "no staff, so without keys";
    surroundings
        .output()
        .result(PrintableText.line("Created the user %s (%s).".formatted(wanted, kind)));
    return ExitCode.DONE;
  }

  private static Optional<String> denial(OwnerClient owners, Owner wanted) {
    if (owners.account(wanted.accountNumber()).isEmpty()) {
      return Optional.of(
          "there is no account %s; 'sallyport create-account' makes one."
              .formatted(wanted.accountNumber()));
    }
    return owners
        .user(wanted.username())
        .map(
            there ->
                OwnerTable.name(there).equals(wanted.toString())
                    ? "there is a user %s already.".formatted(wanted)
                    : "the username %s is taken.".formatted(wanted.username()));
  }

  private int refuse(String sentence) {
    surroundings.output().error(sentence);
    return ExitCode.REFUSED;
  }
}
