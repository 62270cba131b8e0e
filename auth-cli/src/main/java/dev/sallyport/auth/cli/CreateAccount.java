package dev.sallyport.auth.cli;

import dev.sallyport.auth.Sallyport;
import dev.sallyport.auth.spi.OwnerRegistry;
import dev.sallyport.auth.spi.OwnerRegistry.Account;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code create-account}: makes an account to which users belong. */
@Command(
    name = "create-account",
    header = "Make an account, to which users and their keys belong.",
    description = {"", "The account number is the only line on standard output.", ""},
    footer = {
      "",
      "Examples:",
      "  sallyport create-account --account-number 3141-5926-5359 --name Example",
      "  ACCOUNT=$(sallyport create-account --name 'With a number of its own')"
    },
    sortOptions = false)
final class CreateAccount implements Callable<Integer> {
  private static final int MAX_NAME = 255;
  private static final int MAX_ATTEMPTS = 100;

  @Option(
      names = "--account-number",
      paramLabel = "####-####-####",
      order = 1,
      description = "Its number; a random free one if left out.")
  private @Nullable String accountNumber;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      order = 2,
      description = "What people call it, up to 255 characters.")
  private String name = "";

  @ArgGroup(validate = false, heading = DatabaseOptions.HEADING)
  private final DatabaseOptions database = new DatabaseOptions();

  private final SecureRandom random = new SecureRandom();
  private final Surroundings surroundings;

  CreateAccount(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    if (name.length() > MAX_NAME) {
      throw new UsageException("a name has at most " + MAX_NAME + " characters");
    }
    if (!Printable.of(name).equals(name)) {
      throw new UsageException("a name cannot have control characters");
    }
    Optional<Account> wanted =
        Optional.ofNullable(accountNumber)
            .map(it -> UsageException.unlessWithinBounds(() -> new Account(it, name, true)));
    Optional<Account> made;
    try (Sallyport sallyport = database.open(surroundings)) {
      OwnerRegistry registry = DatabaseOptions.registryOf(sallyport);
      made = wanted.isPresent() ? wanted.filter(registry::insertAccount) : insertRandom(registry);
    }
    Output output = surroundings.output();
    if (made.isEmpty()) {
      output.error(
          wanted
              .map(it -> "there is an account " + it.accountNumber() + " already.")
              .orElse("no free account number was found; try again."));
      return ExitCode.REFUSED;
    }
    output.note("Created the account:");
    output.result(made.get().accountNumber());
    return ExitCode.DONE;
  }

  private Optional<Account> insertRandom(OwnerRegistry registry) {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Account account = new Account(randomNumber(), name, true);
      if (registry.insertAccount(account)) {
        return Optional.of(account);
      }
    }
    return Optional.empty();
  }

  private String randomNumber() {
    return "%04d-%04d-%04d"
        .formatted(random.nextInt(10_000), random.nextInt(10_000), random.nextInt(10_000));
  }
}
