package dev.sallyport.auth.cli;

import dev.sallyport.auth.Sallyport;
import dev.sallyport.auth.spi.OwnerRegistry;
import dev.sallyport.auth.spi.OwnerRegistry.User;
import dev.sallyport.auth.token.Argon2Profile;
import dev.sallyport.auth.token.Digester;
import dev.sallyport.auth.token.Owner;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code create-user}: makes a user of an account. */
@Command(
    name = "create-user",
    header = "Make a user of an account.",
    description = {
      "",
      "API keys can only be created for staff. The password is for signing in, not for keys; it is"
          + " asked for twice unless it is in a file, and is never an argument, because others can"
          + " see those. It has 8 or more characters of any kind, and is stored as an Argon2id"
          + " hash.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sallyport create-user --account-number 3141-5926-5359 --username admin",
      "  sallyport create-user --account-number 3141-5926-5359 --username ada \\",
      "      --email ada@example.com --password-file ./password.txt",
      "  sallyport create-user --account-number 3141-5926-5359 --username ci --no-password"
    },
    sortOptions = false)
final class CreateUser implements Callable<Integer> {
  private static final int MAX_EMAIL = 255;

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
      defaultValue = "true",
      fallbackValue = "true",
      order = 4,
      description = "Whether keys may be made for the user; yes if left out.")
  private boolean staff;

  @Mixin private final PasswordOptions password = new PasswordOptions();

  @ArgGroup(validate = false, heading = DatabaseOptions.HEADING)
  private final DatabaseOptions database = new DatabaseOptions();

  private final Surroundings surroundings;

  CreateUser(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Owner wanted = owner.owner();
    if (email.length() > MAX_EMAIL || !Printable.of(email).equals(email)) {
      throw new UsageException("an email address has at most 255 printable characters");
    }
    try (Sallyport sallyport = database.open(surroundings)) {
      OwnerRegistry registry = DatabaseOptions.registryOf(sallyport);
      if (registry.findAccount(wanted.accountNumber()).isEmpty()) {
        return refuse(
            "there is no account %s; 'sallyport create-account' makes one."
                .formatted(wanted.accountNumber()));
      }
      // Before anybody types a password for nothing; insertUser decides for good.
      if (registry.find(wanted).isPresent()) {
        return refuse("there is a user %s already.".formatted(wanted));
      }
      Optional<String> hash =
          password
              .read(surroundings)
              .map(it -> Digester.argon2id(Argon2Profile.PASSWORD).digest(it));
      if (!registry.insertUser(new User(wanted, email, true, staff, hash.orElse(null)))) {
        return refuse("the username %s is taken.".formatted(wanted.username()));
      }
    }
    String kind = staff ? "staff" : "no staff, so without keys";
    surroundings
        .output()
        .result(Printable.line("Created the user %s (%s).".formatted(wanted, kind)));
    return ExitCode.DONE;
  }

  private int refuse(String sentence) {
    surroundings.output().error(sentence);
    return ExitCode.REFUSED;
  }
}
