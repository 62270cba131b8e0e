package dev.sallyport.auth.cli;

import dev.sallyport.auth.spi.Attribution;
import dev.sallyport.auth.spi.OwnerRegistry.Account;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Mixin private final ReasonOption reason = new ReasonOption();

  @Mixin private final Place place = new Place();

  private final SecureRandom random = new SecureRandom();
  private final Surroundings surroundings;

  CreateAccount(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Attribution by = reason.by(surroundings);
    Account first = account(accountNumber == null ? randomNumber() : accountNumber);
    Optional<Account> made;
    try (Backoffice backoffice = place.open(surroundings, by)) {
      Owners owners = backoffice.owners();
      made =
          accountNumber == null
              ? createRandom(owners, first)
              : Optional.of(first).filter(owners::create);
    }
    Output output = surroundings.output();
    if (made.isEmpty()) {
      output.error(
          accountNumber == null
              ? "no free account number was found; try again."
              : "there is an account " + accountNumber + " already.");
      return ExitCode.REFUSED;
    }
    output.note("Created the account:");
    output.result(made.get().accountNumber());
    return ExitCode.DONE;
  }

  private Optional<Account> createRandom(Owners owners, Account first) {
    Account account = first;
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      if (owners.create(account)) {
        return Optional.of(account);
      }
      account = account(randomNumber());
    }
    return Optional.empty();
  }

  private Account account(String number) {
    return UsageException.unlessWithinBounds(() -> new Account(number, name, true));
  }

  private String randomNumber() {
    return "%04d-%04d-%04d"
        .formatted(random.nextInt(10_000), random.nextInt(10_000), random.nextInt(10_000));
  }
}
